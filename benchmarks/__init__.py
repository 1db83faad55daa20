"""Measurements: how well the bot understands, and what that costs."""
