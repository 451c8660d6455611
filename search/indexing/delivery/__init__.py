"""From entries to indexes: at least once, in any order, and nothing is lost when anything dies at any point."""
