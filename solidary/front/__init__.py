"""The front of the house: the home page of each language, composed of what the rooms offer."""
