-- A published value never changes.
CREATE FUNCTION programs_observation_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'TRUNCATE' THEN
        IF EXISTS (SELECT 1 FROM programs_observation WHERE released_at IS NOT NULL) THEN
            RAISE EXCEPTION 'observation_released_is_kept' USING ERRCODE = '23514';
        END IF;
        RETURN NULL;
    ELSIF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'observation_released_is_kept' USING ERRCODE = '23514';
    ELSIF NEW IS DISTINCT FROM OLD THEN
        RAISE EXCEPTION 'observation_released_is_unchanged' USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER observation_released_guard BEFORE UPDATE OR DELETE ON programs_observation
FOR EACH ROW WHEN (OLD.released_at IS NOT NULL) EXECUTE FUNCTION programs_observation_guard();

CREATE TRIGGER observation_truncate_guard BEFORE TRUNCATE ON programs_observation
FOR EACH STATEMENT EXECUTE FUNCTION programs_observation_guard();

-- A correction has the indicator and the role of the corrected value.
CREATE FUNCTION programs_observation_correction_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM programs_observation AS corrected WHERE corrected.id = NEW.supersedes_id
        AND (corrected.indicator_id <> NEW.indicator_id OR corrected.role <> NEW.role)
    ) THEN
        RAISE EXCEPTION 'observation_corrects_its_like' USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER observation_correction_guard BEFORE INSERT OR UPDATE ON programs_observation
FOR EACH ROW WHEN (NEW.supersedes_id IS NOT NULL) EXECUTE FUNCTION programs_observation_correction_guard();

-- Schemes of one level never overlap: one constraint for each level.
ALTER TABLE programs_territorialscheme
ADD CONSTRAINT scheme_overlaps_country
EXCLUDE USING gist (daterange(valid_from, valid_to, '[]') WITH &&) WHERE (level = 'country'),
ADD CONSTRAINT scheme_overlaps_region
EXCLUDE USING gist (daterange(valid_from, valid_to, '[]') WITH &&) WHERE (level = 'region'),
ADD CONSTRAINT scheme_overlaps_province
EXCLUDE USING gist (daterange(valid_from, valid_to, '[]') WITH &&) WHERE (level = 'province'),
ADD CONSTRAINT scheme_overlaps_place
EXCLUDE USING gist (daterange(valid_from, valid_to, '[]') WITH &&) WHERE (level = 'place');

-- A cited source stays equal to its latest correction.
CREATE FUNCTION programs_source_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (
        EXISTS (SELECT 1 FROM programs_observation o WHERE o.source_id = OLD.id AND o.released_at IS NOT NULL)
        OR EXISTS (SELECT 1 FROM programs_territoryrelation r WHERE r.source_id = OLD.id)
    ) AND (
        NEW.code <> OLD.code
        OR NOT EXISTS (
            SELECT 1 FROM programs_sourcecorrection c WHERE c.source_id = NEW.id AND {source_as_corrected}
            AND c.id = (SELECT MAX(latest.id) FROM programs_sourcecorrection latest WHERE latest.source_id = NEW.id))
    ) THEN
        RAISE EXCEPTION 'source_cited_is_unchanged' USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER source_guard BEFORE UPDATE ON programs_source
FOR EACH ROW WHEN (NEW.code <> OLD.code OR {source_changed}) EXECUTE FUNCTION programs_source_guard();

-- A correction of a source never changes.
CREATE FUNCTION programs_sourcecorrection_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'source_correction_is_kept' USING ERRCODE = '23514';
END $$;

CREATE TRIGGER source_correction_guard BEFORE UPDATE OR DELETE ON programs_sourcecorrection
FOR EACH ROW EXECUTE FUNCTION programs_sourcecorrection_guard();
