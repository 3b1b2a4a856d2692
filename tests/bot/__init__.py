"""Tests of what runs: texts, pages, desk, command line."""
