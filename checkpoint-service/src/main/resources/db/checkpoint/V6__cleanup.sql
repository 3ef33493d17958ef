-- Retention: what is old enough leaves in batches, by two functions, since the service itself may delete nothing.

-- Every checkpoint that leaves some day. That of a completed epic stays for ever; one that others have not been told
-- of stays until they have.
CREATE VIEW checkpoint.removable AS
    SELECT checkpoint_id, created_at, size_bytes
      FROM checkpoint.checkpoints
     WHERE checkpoint_type IN ('context_window', 'manual')
       AND NOT EXISTS (SELECT
                         FROM checkpoint.outbox
                        WHERE pointer = checkpoint_id::text AND parked IS NULL);

-- Removes the oldest of them, as many at once as at_most says. Several callers share the work.
CREATE FUNCTION checkpoint.remove_expired(
        older_than timestamptz, at_most integer, OUT deleted_count bigint, OUT freed_bytes bigint)
    LANGUAGE plpgsql STRICT
    SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF older_than > now() - interval '24 hours' OR at_most NOT BETWEEN 1 AND 10000 THEN
        RAISE EXCEPTION 'a checkpoint stays for a day at least, and 1 to 10000 leave at once, not % and %',
            older_than, at_most USING ERRCODE = 'invalid_parameter_value';
    END IF;
    WITH expired AS (
        SELECT checkpoint_id
          FROM checkpoint.removable
         WHERE created_at < older_than
         LIMIT at_most
           FOR UPDATE SKIP LOCKED),
    removed AS (
        DELETE FROM checkpoint.checkpoints
         WHERE checkpoint_id IN (SELECT checkpoint_id FROM expired)
        RETURNING size_bytes)
    SELECT count(*), coalesce(sum(size_bytes), 0) INTO deleted_count, freed_bytes FROM removed;
END
$$;

-- Removes old Idempotency-Keys and triggers that are done, up to at_most of each, and says how many. A trigger must
-- outlive the message that called for it, which may be delivered again for a week.
CREATE FUNCTION checkpoint.remove_done(older_than timestamptz, at_most integer) RETURNS bigint
    LANGUAGE plpgsql STRICT
    SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    keys  bigint;
    calls bigint;
BEGIN
    IF older_than > now() - interval '336 hours' OR at_most NOT BETWEEN 1 AND 10000 THEN
        RAISE EXCEPTION 'keys and triggers stay for 14 days at least, and 1 to 10000 leave at once, not % and %',
            older_than, at_most USING ERRCODE = 'invalid_parameter_value';
    END IF;
    DELETE FROM checkpoint.idempotency
     WHERE (subject, key) IN (SELECT subject, key
                                FROM checkpoint.idempotency
                               WHERE created_at < older_than
                               LIMIT at_most
                                 FOR UPDATE SKIP LOCKED);
    GET DIAGNOSTICS keys = ROW_COUNT;
    DELETE FROM checkpoint.triggers
     WHERE trigger_id IN (SELECT trigger_id
                            FROM checkpoint.triggers
                           WHERE done_at < older_than
                           LIMIT at_most
                             FOR UPDATE SKIP LOCKED);
    GET DIAGNOSTICS calls = ROW_COUNT;
    RETURN keys + calls;
END
$$;

CREATE INDEX idempotency_by_age ON checkpoint.idempotency (created_at);
CREATE INDEX triggers_done ON checkpoint.triggers (done_at) WHERE done_at IS NOT NULL;

REVOKE ALL ON FUNCTION checkpoint.remove_expired(timestamptz, integer) FROM PUBLIC;
REVOKE ALL ON FUNCTION checkpoint.remove_done(timestamptz, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION checkpoint.remove_expired(timestamptz, integer) TO checkpoint_app;
GRANT EXECUTE ON FUNCTION checkpoint.remove_done(timestamptz, integer) TO checkpoint_app;
GRANT SELECT ON checkpoint.removable TO checkpoint_app;
