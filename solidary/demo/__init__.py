"""The demonstration campaign: true, sourced facts about real people, loaded through the rooms' own operations."""
