"""Stories in a real Chromium."""
