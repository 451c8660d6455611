-- A published value never changes.
DROP TRIGGER IF EXISTS observation_released_is_unchanged;

CREATE TRIGGER observation_released_is_unchanged BEFORE UPDATE ON programs_observation
WHEN OLD.released_at IS NOT NULL AND ({observation_changed})
BEGIN SELECT RAISE(ABORT, 'observation_released_is_unchanged'); END;

CREATE TRIGGER IF NOT EXISTS observation_released_is_kept BEFORE DELETE ON programs_observation
WHEN OLD.released_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'observation_released_is_kept'); END;

-- INSERT OR REPLACE deletes without firing DELETE triggers.
CREATE TRIGGER IF NOT EXISTS observation_released_is_not_replaced BEFORE INSERT ON programs_observation
WHEN EXISTS (SELECT 1 FROM programs_observation WHERE released_at IS NOT NULL AND id = NEW.id)
    OR EXISTS (SELECT 1 FROM programs_observation WHERE released_at IS NOT NULL AND code = NEW.code)
BEGIN SELECT RAISE(ABORT, 'observation_released_is_kept'); END;

-- A correction has the indicator and the role of the corrected value.
CREATE TRIGGER IF NOT EXISTS observation_corrects_its_like_on_insert BEFORE INSERT ON programs_observation
WHEN NEW.supersedes_id IS NOT NULL AND EXISTS (
    SELECT 1 FROM programs_observation AS corrected WHERE corrected.id = NEW.supersedes_id
    AND (corrected.indicator_id <> NEW.indicator_id OR corrected.role <> NEW.role))
BEGIN SELECT RAISE(ABORT, 'observation_corrects_its_like'); END;

CREATE TRIGGER IF NOT EXISTS observation_corrects_its_like_on_update BEFORE UPDATE ON programs_observation
WHEN NEW.supersedes_id IS NOT NULL AND EXISTS (
    SELECT 1 FROM programs_observation AS corrected WHERE corrected.id = NEW.supersedes_id
    AND (corrected.indicator_id <> NEW.indicator_id OR corrected.role <> NEW.role))
BEGIN SELECT RAISE(ABORT, 'observation_corrects_its_like'); END;

-- Schemes of one level never overlap.
CREATE TRIGGER IF NOT EXISTS scheme_overlaps_on_insert AFTER INSERT ON programs_territorialscheme
BEGIN
    SELECT RAISE(ABORT, 'scheme_overlaps') WHERE EXISTS (
        SELECT 1 FROM programs_territorialscheme AS other
        WHERE other.id <> NEW.id AND other.level = NEW.level
        AND other.valid_from <= COALESCE(NEW.valid_to, '9999-12-31')
        AND NEW.valid_from <= COALESCE(other.valid_to, '9999-12-31'));
END;

CREATE TRIGGER IF NOT EXISTS scheme_overlaps_on_update AFTER UPDATE ON programs_territorialscheme
BEGIN
    SELECT RAISE(ABORT, 'scheme_overlaps') WHERE EXISTS (
        SELECT 1 FROM programs_territorialscheme AS other
        WHERE other.id <> NEW.id AND other.level = NEW.level
        AND other.valid_from <= COALESCE(NEW.valid_to, '9999-12-31')
        AND NEW.valid_from <= COALESCE(other.valid_to, '9999-12-31'));
END;

-- A cited source stays equal to its latest correction.
CREATE TRIGGER IF NOT EXISTS source_cited_is_unchanged BEFORE UPDATE ON programs_source
WHEN (
    EXISTS (SELECT 1 FROM programs_observation o WHERE o.source_id = OLD.id AND o.released_at IS NOT NULL)
    OR EXISTS (SELECT 1 FROM programs_territoryrelation r WHERE r.source_id = OLD.id)
) AND (
    NEW.code IS NOT OLD.code
    OR ({source_changed}) AND NOT EXISTS (
        SELECT 1 FROM programs_sourcecorrection c WHERE c.source_id = NEW.id AND {source_as_corrected}
        AND c.id = (SELECT MAX(latest.id) FROM programs_sourcecorrection latest WHERE latest.source_id = NEW.id))
)
BEGIN SELECT RAISE(ABORT, 'source_cited_is_unchanged'); END;

-- A correction of a source never changes.
CREATE TRIGGER IF NOT EXISTS source_correction_is_kept_on_update BEFORE UPDATE ON programs_sourcecorrection
BEGIN SELECT RAISE(ABORT, 'source_correction_is_kept'); END;

CREATE TRIGGER IF NOT EXISTS source_correction_is_kept_on_delete BEFORE DELETE ON programs_sourcecorrection
BEGIN SELECT RAISE(ABORT, 'source_correction_is_kept'); END;

CREATE TRIGGER IF NOT EXISTS source_correction_is_kept_on_insert BEFORE INSERT ON programs_sourcecorrection
WHEN EXISTS (SELECT 1 FROM programs_sourcecorrection WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'source_correction_is_kept'); END;
