"""Teaches the model of nlu/fact_model.py from the labelled messages: `make fact-model`."""
