"""The search page and its twins: feeds, files, suggestions."""
