"""Input channels: how people reach the bot."""
