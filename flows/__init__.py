"""The conversation and the rules of the trade: pure, and nothing but the standard library."""
