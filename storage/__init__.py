"""What is kept, and how it is protected. Knows neither a channel, nor a page, nor a sentence."""
