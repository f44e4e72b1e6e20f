"""The newsroom: sections and articles, written, translated and published in the admin."""
