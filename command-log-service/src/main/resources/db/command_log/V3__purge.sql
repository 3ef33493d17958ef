-- Purge: the one way in which records of an instance are removed, leaving a tombstone that keeps late ones away.

CREATE TABLE command_log.tombstones (
    instance_id text        CONSTRAINT one_tombstone_per_instance PRIMARY KEY,
    buried_at   timestamptz NOT NULL DEFAULT now()
);

-- Those of the instances that are gone. Holds off further tombstones until the caller's transaction ends. The lock comes
-- first: each statement of a volatile function sees what was committed before it began.
CREATE FUNCTION command_log.purged(instances text[]) RETURNS SETOF text
    LANGUAGE plpgsql VOLATILE
    SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    PERFORM pg_advisory_xact_lock_shared(hashtext('command_log.tombstones'));
    RETURN QUERY SELECT instance_id FROM command_log.tombstones WHERE instance_id = ANY (instances);
END
$$;

-- Sets the tombstone, after whoever may not have seen it has committed.
CREATE FUNCTION command_log.bury(instance text) RETURNS void
    LANGUAGE plpgsql STRICT
    SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('command_log.tombstones'));
    INSERT INTO command_log.tombstones (instance_id) VALUES (instance) ON CONFLICT DO NOTHING;
END
$$;

-- Removes rows of a buried instance, up to at_most of a table, and says how many; 0 when nothing is left.
CREATE FUNCTION command_log.purge_instance(instance text, at_most integer) RETURNS bigint
    LANGUAGE plpgsql STRICT
    SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    removed bigint;
    total   bigint := 0;
BEGIN
    IF NOT EXISTS (SELECT FROM command_log.tombstones WHERE instance_id = instance) OR at_most < 1 THEN
        RAISE EXCEPTION '% has no tombstone, or % is no number of rows', instance, at_most
            USING ERRCODE = 'invalid_parameter_value';
    END IF;
    DELETE FROM command_log.command_log
     WHERE command_id IN (SELECT command_id FROM command_log.command_log WHERE instance_id = instance LIMIT at_most);
    GET DIAGNOSTICS removed = ROW_COUNT;
    total := total + removed;
    DELETE FROM command_log.event_store
     WHERE event_id IN (SELECT event_id FROM command_log.event_store WHERE instance_id = instance LIMIT at_most);
    GET DIAGNOSTICS removed = ROW_COUNT;
    total := total + removed;
    DELETE FROM command_log.heads WHERE instance_id = instance;
    DELETE FROM command_log.outbox WHERE message_key = instance;
    RETURN total;
END
$$;

REVOKE ALL ON FUNCTION command_log.purged(text[]) FROM PUBLIC;
REVOKE ALL ON FUNCTION command_log.bury(text) FROM PUBLIC;
REVOKE ALL ON FUNCTION command_log.purge_instance(text, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION command_log.purged(text[]) TO command_log_app;
GRANT EXECUTE ON FUNCTION command_log.bury(text) TO command_log_app;
GRANT EXECUTE ON FUNCTION command_log.purge_instance(text, integer) TO command_log_app;
GRANT SELECT ON command_log.tombstones TO command_log_app;
