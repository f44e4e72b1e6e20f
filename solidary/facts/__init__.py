"""What everything speaks of: dates, organisations, sources, the campaign itself. Knows no person and no case."""
