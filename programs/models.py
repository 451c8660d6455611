"""Imports the models from their rooms, for Django to find them."""

from programs import editorial, facts, pages  # noqa: F401
