"""Tests of the conversation and the rules of the trade."""
