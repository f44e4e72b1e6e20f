"""The engine that writes the public site as files; it knows no campaign. Rooms above register their outputs here."""
