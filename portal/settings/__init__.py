"""Settings: `base`, and one of `dev`, `production`, `test`."""
