"""The Telegram door. Nothing here is imported unless a token is set: the client takes seconds to load."""
