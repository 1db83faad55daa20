"""How well messages are understood, on sentences that had no part in the training data."""
