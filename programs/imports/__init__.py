"""Load facts from CSV: all errors at once, all rows or none."""

from programs.imports.load import load_facts
