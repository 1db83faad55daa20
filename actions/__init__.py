"""Rasa custom actions: they read slots, call `procedures` and word the result."""
