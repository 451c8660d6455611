"""Triggers that keep a cited source equal to its latest correction; created and dropped by `programs.facts.guards`."""

from programs.facts.sources import Source

CITED = """(
    EXISTS (SELECT 1 FROM programs_observation o WHERE o.source_id = OLD.id AND o.released_at IS NOT NULL)
    OR EXISTS (SELECT 1 FROM programs_territoryrelation r WHERE r.source_id = OLD.id))"""


def _unlike_correction(value: str, same: str) -> str:
    """Return the condition that the latest correction differs from the new row."""
    equal = " AND ".join(
        f"{value.format(name=name)} {same} {_as_text(name, value)}" for name in Source.PUBLISHED_FIELDS
    )
    return f"""NOT EXISTS (SELECT 1 FROM programs_sourcecorrection c WHERE c.source_id = NEW.id AND {equal}
        AND c.id = (SELECT MAX(latest.id) FROM programs_sourcecorrection latest WHERE latest.source_id = NEW.id))"""


def _as_text(name: str, value: str) -> str:
    return "NEW.date::text" if name == "date" and "->>" in value else f"NEW.{name}"


def _changed(differs: str) -> str:
    return " OR ".join(f"NEW.{name} {differs} OLD.{name}" for name in Source.PUBLISHED_FIELDS)


SQLITE = [
    f"""CREATE TRIGGER IF NOT EXISTS source_cited_is_unchanged BEFORE UPDATE ON programs_source
        WHEN {CITED} AND (NEW.code IS NOT OLD.code OR ({_changed("IS NOT")})
            AND {_unlike_correction("json_extract(c.corrected_values, '$.{name}')", "IS")})
        BEGIN SELECT RAISE(ABORT, 'source_cited_is_unchanged'); END""",
    *(
        f"""CREATE TRIGGER IF NOT EXISTS source_correction_is_kept_on_{event.lower()}
            BEFORE {event} ON programs_sourcecorrection {condition}
            BEGIN SELECT RAISE(ABORT, 'source_correction_is_kept'); END"""
        for event, condition in (
            ("UPDATE", ""),
            ("DELETE", ""),
            ("INSERT", "WHEN EXISTS (SELECT 1 FROM programs_sourcecorrection WHERE id = NEW.id)"),
        )
    ),
]

POSTGRESQL = [
    f"""CREATE FUNCTION programs_source_guard() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF {CITED} AND (NEW.code <> OLD.code OR {_unlike_correction("(c.corrected_values->>'{name}')", "IS NOT DISTINCT FROM")})
        THEN
            RAISE EXCEPTION 'source_cited_is_unchanged' USING ERRCODE = '23514';
        END IF;
        RETURN NEW;
    END $$""",
    f"""CREATE TRIGGER source_guard BEFORE UPDATE ON programs_source FOR EACH ROW
        WHEN (NEW.code <> OLD.code OR {_changed("IS DISTINCT FROM")}) EXECUTE FUNCTION programs_source_guard()""",
    """CREATE FUNCTION programs_sourcecorrection_guard() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION 'source_correction_is_kept' USING ERRCODE = '23514';
    END $$""",
    """CREATE TRIGGER source_correction_guard BEFORE UPDATE OR DELETE ON programs_sourcecorrection
        FOR EACH ROW EXECUTE FUNCTION programs_sourcecorrection_guard()""",
]
