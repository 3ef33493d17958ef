-- Purge: what is known of an instance is removed, leaving a tombstone that keeps away what arrives late. Choice lists
-- hold ids alone and expire; an id leads nowhere then.

CREATE TABLE resume.tombstones (
    instance_id text        CONSTRAINT one_tombstone_per_instance PRIMARY KEY,
    buried_at   timestamptz NOT NULL DEFAULT now()
);

-- Those of the instances that are gone. Holds off further tombstones until the caller's transaction ends. The lock comes
-- first: each statement of a volatile function sees what was committed before it began.
CREATE FUNCTION resume.purged(instances text[]) RETURNS SETOF text
    LANGUAGE plpgsql VOLATILE
    SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    PERFORM pg_advisory_xact_lock_shared(hashtext('resume.tombstones'));
    RETURN QUERY SELECT instance_id FROM resume.tombstones WHERE instance_id = ANY (instances);
END
$$;

-- Sets the tombstone, after whoever may not have seen it has committed.
CREATE FUNCTION resume.bury(instance text) RETURNS void
    LANGUAGE plpgsql STRICT
    SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('resume.tombstones'));
    INSERT INTO resume.tombstones (instance_id) VALUES (instance) ON CONFLICT DO NOTHING;
END
$$;

-- Removes rows of a buried instance, up to at_most of a table, and says how many; 0 when nothing is left.
CREATE FUNCTION resume.purge_instance(instance text, at_most integer) RETURNS bigint
    LANGUAGE plpgsql STRICT
    SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    removed bigint;
    total   bigint := 0;
BEGIN
    IF NOT EXISTS (SELECT FROM resume.tombstones WHERE instance_id = instance) OR at_most < 1 THEN
        RAISE EXCEPTION '% has no tombstone, or % is no number of rows', instance, at_most
            USING ERRCODE = 'invalid_parameter_value';
    END IF;
    DELETE FROM resume.instance_context WHERE instance_id = instance;
    GET DIAGNOSTICS removed = ROW_COUNT;
    total := total + removed;
    RETURN total;
END
$$;

REVOKE ALL ON FUNCTION resume.purged(text[]) FROM PUBLIC;
REVOKE ALL ON FUNCTION resume.bury(text) FROM PUBLIC;
REVOKE ALL ON FUNCTION resume.purge_instance(text, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION resume.purged(text[]) TO resume_app;
GRANT EXECUTE ON FUNCTION resume.bury(text) TO resume_app;
GRANT EXECUTE ON FUNCTION resume.purge_instance(text, integer) TO resume_app;
GRANT SELECT ON resume.tombstones TO resume_app;
