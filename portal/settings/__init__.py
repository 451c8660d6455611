"""Settings: `base` for all, then one of `dev`, `production`, `test`."""
