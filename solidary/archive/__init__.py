"""Bringing in what exists: listing pages of an old WordPress site become sections and articles."""
