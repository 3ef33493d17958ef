-- Weekly partitions of both audit tables, made by a function, since the service itself may not create tables.

-- The smallest id of a moment: its milliseconds in front, zeros behind.
CREATE FUNCTION command_log.first_id_at(moment timestamptz) RETURNS uuid
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    SET search_path = pg_catalog, pg_temp
AS $$
    SELECT (lpad(to_hex((extract(epoch FROM moment) * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid
$$;

-- Makes the partitions that are missing, from weeks_back before this week to weeks_ahead after it, and returns how
-- many were made. Weeks begin on Monday, 0:00 UTC. A new table is filled with nothing and then attached, because
-- that lets readers and writers of the other partitions go on.
CREATE FUNCTION command_log.create_partitions(weeks_back integer, weeks_ahead integer) RETURNS integer
    LANGUAGE plpgsql
    SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    this_week timestamp := date_trunc('week', now() AT TIME ZONE 'UTC');
    parent    text;
    week      timestamp;
    partition text;
    made      integer := 0;
BEGIN
    IF weeks_back NOT BETWEEN 0 AND 53 OR weeks_ahead NOT BETWEEN 0 AND 53 THEN
        RAISE EXCEPTION 'weeks_back and weeks_ahead must be 0 to 53, not % and %', weeks_back, weeks_ahead;
    END IF;
    PERFORM pg_advisory_xact_lock(hashtext('command_log.create_partitions'));
    FOREACH parent IN ARRAY ARRAY['command_log', 'event_store'] LOOP
        FOR i IN -weeks_back .. weeks_ahead LOOP
            week := this_week + make_interval(weeks => i);
            partition := parent || to_char(week, '_IYYY"w"IW');
            CONTINUE WHEN to_regclass(format('command_log.%I', partition)) IS NOT NULL;
            EXECUTE format('CREATE TABLE command_log.%I (LIKE command_log.%I INCLUDING DEFAULTS INCLUDING CONSTRAINTS)',
                           partition, parent);
            EXECUTE format('ALTER TABLE command_log.%I ATTACH PARTITION command_log.%I FOR VALUES FROM (%L) TO (%L)',
                           parent, partition,
                           command_log.first_id_at(week AT TIME ZONE 'UTC'),
                           command_log.first_id_at((week + interval '1 week') AT TIME ZONE 'UTC'));
            made := made + 1;
        END LOOP;
    END LOOP;
    RETURN made;
END
$$;

REVOKE ALL ON FUNCTION command_log.first_id_at(timestamptz) FROM PUBLIC;
REVOKE ALL ON FUNCTION command_log.create_partitions(integer, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION command_log.create_partitions(integer, integer) TO command_log_app;
