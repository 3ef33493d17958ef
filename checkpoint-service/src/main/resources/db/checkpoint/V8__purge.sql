-- Purge: everything of an instance is removed, leaving a tombstone that keeps away what arrives late.

CREATE TABLE checkpoint.tombstones (
    instance_id text        CONSTRAINT one_tombstone_per_instance PRIMARY KEY,
    buried_at   timestamptz NOT NULL DEFAULT now()
);

-- Those of the instances that are gone. Holds off further tombstones until the caller's transaction ends. The lock comes
-- first: each statement of a volatile function sees what was committed before it began.
CREATE FUNCTION checkpoint.purged(instances text[]) RETURNS SETOF text
    LANGUAGE plpgsql VOLATILE
    SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    PERFORM pg_advisory_xact_lock_shared(hashtext('checkpoint.tombstones'));
    RETURN QUERY SELECT instance_id FROM checkpoint.tombstones WHERE instance_id = ANY (instances);
END
$$;

-- Sets the tombstone, after whoever may not have seen it has committed.
CREATE FUNCTION checkpoint.bury(instance text) RETURNS void
    LANGUAGE plpgsql STRICT
    SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('checkpoint.tombstones'));
    INSERT INTO checkpoint.tombstones (instance_id) VALUES (instance) ON CONFLICT DO NOTHING;
END
$$;

-- Removes rows of a buried instance, up to at_most of a table, and says how many; 0 when nothing is left.
CREATE FUNCTION checkpoint.purge_instance(instance text, at_most integer) RETURNS bigint
    LANGUAGE plpgsql STRICT
    SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    removed bigint;
    total   bigint := 0;
BEGIN
    IF NOT EXISTS (SELECT FROM checkpoint.tombstones WHERE instance_id = instance) OR at_most < 1 THEN
        RAISE EXCEPTION '% has no tombstone, or % is no number of rows', instance, at_most
            USING ERRCODE = 'invalid_parameter_value';
    END IF;
    WITH leaving AS (
        SELECT checkpoint_id FROM checkpoint.checkpoints WHERE instance_id = instance LIMIT at_most),
    answers AS (
        DELETE FROM checkpoint.idempotency WHERE checkpoint_id IN (SELECT checkpoint_id FROM leaving))
    DELETE FROM checkpoint.checkpoints WHERE checkpoint_id IN (SELECT checkpoint_id FROM leaving);
    GET DIAGNOSTICS removed = ROW_COUNT;
    total := total + removed;
    DELETE FROM checkpoint.triggers WHERE instance_id = instance;
    DELETE FROM checkpoint.armed WHERE instance_id = instance;
    DELETE FROM checkpoint.heads WHERE instance_id = instance;
    DELETE FROM checkpoint.outbox WHERE message_key = instance;
    RETURN total;
END
$$;

REVOKE ALL ON FUNCTION checkpoint.purged(text[]) FROM PUBLIC;
REVOKE ALL ON FUNCTION checkpoint.bury(text) FROM PUBLIC;
REVOKE ALL ON FUNCTION checkpoint.purge_instance(text, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION checkpoint.purged(text[]) TO checkpoint_app;
GRANT EXECUTE ON FUNCTION checkpoint.bury(text) TO checkpoint_app;
GRANT EXECUTE ON FUNCTION checkpoint.purge_instance(text, integer) TO checkpoint_app;
GRANT SELECT ON checkpoint.tombstones TO checkpoint_app;
