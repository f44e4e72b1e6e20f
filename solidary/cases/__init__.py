"""The heart: people, their cases, the chronicle and what follows from it. All that is said of a person starts here."""
