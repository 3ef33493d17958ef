-- Snippets: passages of a conversation that somebody kept on purpose, appended by the service and changed by nobody.

CREATE TABLE command_log.snippets (
    snippet_id        uuid        NOT NULL,
    instance_id       text        NOT NULL,
    project           text        NOT NULL,
    snippet_type      text        NOT NULL,
    title             text        NOT NULL,
    content           text        NOT NULL,
    tags              text[]      NOT NULL,
    event_id          uuid,                  -- the event that it belongs to
    source_file       text,
    source_line_start integer,
    source_line_end   integer,
    words             tsvector    NOT NULL,  -- what the search looks through; made by the service, as is what it looks for
    created_at        timestamptz NOT NULL,
    CONSTRAINT snippets_pkey PRIMARY KEY (snippet_id),
    CONSTRAINT snippet_type_is_known CHECK (snippet_type IN ('conversation', 'code', 'decision'))
);

-- newest snippets of an instance, of a project; any with a tag or a word; the oldest
CREATE INDEX snippets_by_instance ON command_log.snippets (instance_id, snippet_id);
CREATE INDEX snippets_by_project ON command_log.snippets (project, snippet_id);
CREATE INDEX snippets_by_tag_and_word ON command_log.snippets USING gin (tags, words);
CREATE INDEX snippets_by_age ON command_log.snippets (created_at);

-- Removes snippets from before that time, up to at_most of them, and says how many. Several callers share the work.
CREATE FUNCTION command_log.remove_expired_snippets(older_than timestamptz, at_most integer) RETURNS bigint
    LANGUAGE plpgsql STRICT
    SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    removed bigint;
BEGIN
    IF older_than > now() - interval '24 hours' OR at_most NOT BETWEEN 1 AND 10000 THEN
        RAISE EXCEPTION 'a snippet stays for a day at least, and 1 to 10000 leave at once, not % and %',
            older_than, at_most USING ERRCODE = 'invalid_parameter_value';
    END IF;
    DELETE FROM command_log.snippets
     WHERE snippet_id IN (SELECT snippet_id
                            FROM command_log.snippets
                           WHERE created_at < older_than
                           LIMIT at_most
                             FOR UPDATE SKIP LOCKED);
    GET DIAGNOSTICS removed = ROW_COUNT;
    RETURN removed;
END
$$;

-- As before, snippets included; and with the lock that keeps drop_week (V7) away, which locks partitions first and their
-- parent then: a DELETE does it the other way round.
CREATE OR REPLACE FUNCTION command_log.purge_instance(instance text, at_most integer) RETURNS bigint
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
    PERFORM pg_advisory_xact_lock_shared(hashtext('command_log.drop_week'));
    DELETE FROM command_log.command_log
     WHERE command_id IN (SELECT command_id FROM command_log.command_log WHERE instance_id = instance LIMIT at_most);
    GET DIAGNOSTICS removed = ROW_COUNT;
    total := total + removed;
    DELETE FROM command_log.event_store
     WHERE event_id IN (SELECT event_id FROM command_log.event_store WHERE instance_id = instance LIMIT at_most);
    GET DIAGNOSTICS removed = ROW_COUNT;
    total := total + removed;
    DELETE FROM command_log.snippets
     WHERE snippet_id IN (SELECT snippet_id FROM command_log.snippets WHERE instance_id = instance LIMIT at_most);
    GET DIAGNOSTICS removed = ROW_COUNT;
    total := total + removed;
    DELETE FROM command_log.heads WHERE instance_id = instance;
    DELETE FROM command_log.outbox WHERE message_key = instance;
    RETURN total;
END
$$;

REVOKE ALL ON FUNCTION command_log.remove_expired_snippets(timestamptz, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION command_log.remove_expired_snippets(timestamptz, integer) TO command_log_app;
GRANT SELECT, INSERT ON command_log.snippets TO command_log_app;
GRANT SELECT ON command_log.snippets TO supervisor;
