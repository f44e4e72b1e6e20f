"""Solidary: campaigns of solidarity with people behind bars for what they said, wrote or defended."""

__version__ = "0.1.0"
