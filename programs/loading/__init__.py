"""Reading facts from CSV: every error at once, all rows or none."""

from programs.loading.load import Outcome, load_facts

__all__ = ["Outcome", "load_facts"]
