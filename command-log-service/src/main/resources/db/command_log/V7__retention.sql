-- Retention: a week leaves the audit tables when it stands in the archive, and comes back from there on request (R94).
--
-- The service may not drop a week by the way: only the role command_log_retention may, which the service must take on
-- for that one call (SET LOCAL ROLE), and even then only a week that is old and has the rows whose fingerprint the service
-- names. That these stand in the archive is the service's word: the database knows nothing of the files.

DO $$
BEGIN
    IF to_regrole('command_log_retention') IS NULL THEN
        RAISE EXCEPTION 'the role command_log_retention is missing: run deploy/database/bootstrap.sql again';
    END IF;
END
$$;

-- Weeks that were restored from the archive; they stay at least that long.
CREATE TABLE command_log.restored_weeks (
    first_day  date        CONSTRAINT restored_weeks_pkey PRIMARY KEY,
    kept_until timestamptz NOT NULL,
    CONSTRAINT a_week_begins_on_monday CHECK (extract(isodow FROM first_day) = 1)
);

-- The weeks that have partitions, with the room that these take. Whatever is called otherwise is no week: the planner may
-- come to the names of other tables first, and must not fail at them.
CREATE VIEW command_log.weeks AS
    SELECT week.first_day,
           sum(pg_total_relation_size(week.partition))::bigint AS table_bytes,
           max(restored.kept_until) AS kept_until
      FROM (SELECT to_date(substring(relname::text FROM '_(\d{4}w\d\d)$'), 'IYYY"w"IW') AS first_day,
                   pg_class.oid AS partition
              FROM pg_catalog.pg_inherits
              JOIN pg_catalog.pg_class ON pg_class.oid = inhrelid
             WHERE inhparent IN ('command_log.command_log'::regclass, 'command_log.event_store'::regclass)) AS week
      LEFT JOIN command_log.restored_weeks AS restored ON restored.first_day = week.first_day
     WHERE week.first_day IS NOT NULL
     GROUP BY week.first_day;

-- The name of the partition of a week.
CREATE FUNCTION command_log.partition_of(parent text, first_day date) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    SET search_path = pg_catalog, pg_temp
AS $$
    SELECT parent || to_char(first_day::timestamp, '_IYYY"w"IW')
$$;

-- Makes the partitions of one week, as far as they are missing, and returns how many were. A new table is filled with
-- nothing and then attached, because that lets readers and writers of the other partitions go on.
CREATE FUNCTION command_log.make_week(first_day date) RETURNS integer
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    parent    text;
    partition text;
    made      integer := 0;
BEGIN
    FOREACH parent IN ARRAY ARRAY['command_log', 'event_store'] LOOP
        partition := command_log.partition_of(parent, first_day);
        CONTINUE WHEN to_regclass(format('command_log.%I', partition)) IS NOT NULL;
        EXECUTE format('CREATE TABLE command_log.%I (LIKE command_log.%I INCLUDING DEFAULTS INCLUDING CONSTRAINTS)',
                       partition, parent);
        EXECUTE format('ALTER TABLE command_log.%I ATTACH PARTITION command_log.%I FOR VALUES FROM (%L) TO (%L)',
                       parent, partition,
                       command_log.first_id_at(first_day::timestamp AT TIME ZONE 'UTC'),
                       command_log.first_id_at((first_day + 7)::timestamp AT TIME ZONE 'UTC'));
        made := made + 1;
    END LOOP;
    RETURN made;
END
$$;

-- As in V2, with the making of one week moved to make_week.
CREATE OR REPLACE FUNCTION command_log.create_partitions(weeks_back integer, weeks_ahead integer) RETURNS integer
    LANGUAGE plpgsql
    SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    this_week date := date_trunc('week', now() AT TIME ZONE 'UTC')::date;
    made      integer := 0;
BEGIN
    IF weeks_back NOT BETWEEN 0 AND 53 OR weeks_ahead NOT BETWEEN 0 AND 53 THEN
        RAISE EXCEPTION 'weeks_back and weeks_ahead must be 0 to 53, not % and %', weeks_back, weeks_ahead;
    END IF;
    PERFORM pg_advisory_xact_lock(hashtext('command_log.create_partitions'));
    FOR i IN -weeks_back .. weeks_ahead LOOP
        made := made + command_log.make_week(this_week + 7 * i);
    END LOOP;
    RETURN made;
END
$$;

-- Makes room for what is restored of a past week, however long ago, and keeps the week from being dropped again for a
-- while. Returns until when.
CREATE FUNCTION command_log.open_week(week date, keep interval) RETURNS timestamptz
    LANGUAGE plpgsql STRICT
    SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    until timestamptz;
BEGIN
    IF week NOT BETWEEN date '2020-01-06' AND (now() AT TIME ZONE 'UTC')::date THEN
        RAISE EXCEPTION 'there is nothing to restore of the week of %', week
            USING ERRCODE = 'invalid_parameter_value';
    END IF;
    PERFORM pg_advisory_xact_lock(hashtext('command_log.create_partitions'));
    PERFORM command_log.make_week(week);
    INSERT INTO command_log.restored_weeks AS known (first_day, kept_until) VALUES (week, now() + keep)
        ON CONFLICT (first_day) DO UPDATE SET kept_until = greatest(known.kept_until, excluded.kept_until)
        RETURNING kept_until INTO until;
    RETURN until;
END
$$;

-- How many rows a week has, and a fingerprint for drop_week: the numbers and a hash of the ids, which stand for their rows
-- because rows never change.
CREATE FUNCTION command_log.week_rows(week date, OUT commands bigint, OUT events bigint, OUT fingerprint text)
    LANGUAGE plpgsql STABLE STRICT
    SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    of_commands bigint;
    of_events   bigint;
BEGIN
    EXECUTE format('SELECT count(*), coalesce(bit_xor(uuid_hash_extended(command_id, 0)), 0) FROM command_log.%I',
                   command_log.partition_of('command_log', week))
       INTO commands, of_commands;
    EXECUTE format('SELECT count(*), coalesce(bit_xor(uuid_hash_extended(event_id, 0)), 0) FROM command_log.%I',
                   command_log.partition_of('event_store', week))
       INTO events, of_events;
    fingerprint := format('%s:%s:%s:%s', commands, of_commands, events, of_events);
END
$$;

-- Drops a week that has exactly the rows of that fingerprint; false if it has others by now, or is to be kept. The lock
-- on the partitions comes first: whoever writes there has committed before the rows are counted, and nobody else begins.
-- Waits briefly, since all others queue behind it. First of all it waits for those who change many weeks at once
-- (purge_instance, index_commands), with whom it would otherwise wait in a circle.
CREATE FUNCTION command_log.drop_week(week date, fingerprint text) RETURNS boolean
    LANGUAGE plpgsql VOLATILE STRICT
    SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
    SET lock_timeout = '2s'
AS $$
DECLARE
    parent text;
BEGIN
    IF extract(isodow FROM week) <> 1 OR week + 7 > (now() AT TIME ZONE 'UTC')::date - 30 THEN
        RAISE EXCEPTION 'the week of % is younger than 30 days, or does not begin on a Monday', week
            USING ERRCODE = 'invalid_parameter_value';
    END IF;
    PERFORM pg_advisory_xact_lock(hashtext('command_log.drop_week'));
    PERFORM pg_advisory_xact_lock(hashtext('command_log.create_partitions'));
    IF EXISTS (SELECT FROM command_log.restored_weeks WHERE first_day = week AND kept_until > now()) THEN
        RETURN false;
    END IF;
    FOREACH parent IN ARRAY ARRAY['command_log', 'event_store'] LOOP
        EXECUTE format('LOCK TABLE command_log.%I IN SHARE MODE', command_log.partition_of(parent, week));
    END LOOP;
    IF (SELECT rows.fingerprint FROM command_log.week_rows(week) AS rows) <> drop_week.fingerprint THEN
        RETURN false;
    END IF;
    FOREACH parent IN ARRAY ARRAY['command_log', 'event_store'] LOOP
        EXECUTE format('ALTER TABLE command_log.%I DETACH PARTITION command_log.%I',
                       parent, command_log.partition_of(parent, week));
        EXECUTE format('DROP TABLE command_log.%I', command_log.partition_of(parent, week));
    END LOOP;
    DELETE FROM command_log.restored_weeks WHERE first_day = week;
    RETURN true;
END
$$;

REVOKE ALL ON FUNCTION command_log.partition_of(text, date) FROM PUBLIC;
REVOKE ALL ON FUNCTION command_log.make_week(date) FROM PUBLIC;
REVOKE ALL ON FUNCTION command_log.open_week(date, interval) FROM PUBLIC;
REVOKE ALL ON FUNCTION command_log.week_rows(date) FROM PUBLIC;
REVOKE ALL ON FUNCTION command_log.drop_week(date, text) FROM PUBLIC;
GRANT SELECT ON command_log.weeks TO command_log_app, supervisor;
GRANT EXECUTE ON FUNCTION command_log.open_week(date, interval) TO command_log_app;
GRANT EXECUTE ON FUNCTION command_log.week_rows(date) TO command_log_app;
GRANT EXECUTE ON FUNCTION command_log.drop_week(date, text) TO command_log_retention;
