"""Errors that a person gets to read: always one clear line."""


class LawError(Exception):
    """The law data itself is wrong; the message names file and line."""


class FactError(ValueError):
    """A fact has a name or value that is not taken; the message names the fact and what it takes."""


class DateError(ValueError):
    """The law data does not cover the date asked for."""
