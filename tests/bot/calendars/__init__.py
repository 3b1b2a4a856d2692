"""Tests of calendar files, both ways."""
