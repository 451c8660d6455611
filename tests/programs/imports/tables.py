"""CSV tables for loading, and the outcome of a load."""

from pathlib import Path

from programs.imports.load import Outcome, load_facts

PROGRAMS = ("code,name_ar,name_fr", "MICRO,المشاريع الصغرى,Microprojets")
VALUES = "code,indicator,territory,period_type,period_start,period_end,value,source"


def value(code: str = "V-1", number: str = "230", **cells: str) -> str:
    """Return a row below VALUES; cells beyond those stand at its end."""
    row = {
        "code": code,
        "indicator": "beneficiaries",
        "territory": "MA:MA",
        "period_type": "calendar_year",
        "period_start": "2014-01-01",
        "period_end": "2014-12-31",
        "value": number,
        "source": "S00",
        **cells,
    }
    return ",".join(row.values())


def load(*paths: Path, **options) -> Outcome:
    return load_facts(paths, **{"apply": True, **options})


def places(outcome: Outcome) -> list[tuple[str, int, str]]:
    return [(error.file, error.line, error.column) for error in outcome.errors]
