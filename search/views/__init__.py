"""The search page with its feeds, files and suggestions."""
