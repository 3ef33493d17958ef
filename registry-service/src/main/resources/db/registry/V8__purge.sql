-- Purge: an admin has an instance removed for good. What stays is a tombstone, which names nobody but the admin.

CREATE TABLE registry.tombstones (
    instance_id    text COLLATE "C" PRIMARY KEY,
    short_id       text COLLATE "C" NOT NULL,           -- is never given again
    project        text COLLATE "C" NOT NULL,
    instance_type  text NOT NULL,
    created_at     timestamptz NOT NULL,                -- of the instance, as are the next three
    last_heartbeat timestamptz NOT NULL,
    generation     integer NOT NULL,
    revision       bigint NOT NULL,                     -- of the purge, which was its last change
    purged_at      timestamptz NOT NULL DEFAULT now(),
    purged_by      text NOT NULL,
    reason         text NOT NULL,

    CONSTRAINT tombstone_keeps_its_short_id UNIQUE (short_id)
);

-- Removes the row with the keys and messages that point to it, and says whether there was one. References in other
-- rows stay: they are names.
CREATE FUNCTION registry.purge_instance(instance text, by_whom text, why text) RETURNS boolean
    LANGUAGE plpgsql STRICT
    SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    WITH removed AS (
        DELETE FROM registry.supervisor_sessions WHERE instance_id = instance RETURNING *)
    INSERT INTO registry.tombstones
           (instance_id, short_id, project, instance_type, created_at, last_heartbeat, generation, revision, purged_by,
            reason)
    SELECT instance_id, short_id, project, instance_type, created_at, last_heartbeat, generation, revision + 1, by_whom,
           why
      FROM removed;
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    DELETE FROM registry.hook_counts WHERE instance_id = instance;
    DELETE FROM registry.idempotency_keys WHERE instance_id = instance;
    DELETE FROM registry.outbox WHERE message_key = instance;
    RETURN true;
END
$$;

REVOKE ALL ON FUNCTION registry.purge_instance(text, text, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION registry.purge_instance(text, text, text) TO registry_app;
GRANT SELECT ON registry.tombstones TO registry_app, supervisor;
