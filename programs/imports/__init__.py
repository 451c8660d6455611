"""Reading facts from CSV: every error at once, all rows or none."""

from programs.imports.load import load_facts
