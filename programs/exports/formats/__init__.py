"""File formats, found by the registry: one module each, with its `FORMAT`."""
