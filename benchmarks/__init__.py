"""Measurements for people to run; no test looks at a clock."""
