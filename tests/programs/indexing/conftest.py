"""Records that factories make have entries."""

from tests.factories import recorded_entries  # noqa: F401  (fixture)
