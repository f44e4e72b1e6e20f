"""The heart: people, their cases, the chronicle and what follows from it. Everything public about a person starts here."""
