-- Search of commands: the terms under which each is found, chosen by the service (SearchTerms), so that PostgreSQL's own
-- parser of texts, its dictionaries and its operators have no say.

ALTER TABLE command_log.command_log ADD COLUMN terms tsvector;  -- null: not searchable by words yet

-- Each search reads the list of what is not sorted in yet, so it is kept short (kB); without it, to insert costs twice as
-- much.
CREATE INDEX command_log_by_terms ON command_log.command_log USING gin (terms) WITH (gin_pending_list_limit = 512);

-- Rows lie in the order in which they were accepted, so a few bytes for each 32 pages tell where a time begins.
CREATE INDEX command_log_by_time ON command_log.command_log
    USING brin (created_at) WITH (pages_per_range = 32, autosummarize = on);

-- Tags are terms.
DROP INDEX command_log.command_log_by_tag;

-- What was written before this version; empty when all is indexed.
CREATE INDEX command_log_without_terms ON command_log.command_log (command_id) WHERE terms IS NULL;

-- Adds terms to commands that have none, and says how many. All else of a row is out of reach. The lock keeps drop_week
-- (V7) away, which locks partitions first and their parent then: an UPDATE does it the other way round.
CREATE FUNCTION command_log.index_commands(ids uuid[], texts text[]) RETURNS integer
    LANGUAGE plpgsql STRICT
    SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    indexed integer;
BEGIN
    PERFORM pg_advisory_xact_lock_shared(hashtext('command_log.drop_week'));
    UPDATE command_log.command_log AS c
       SET terms = added.terms::tsvector
      FROM unnest(ids, texts) AS added(command_id, terms)
     WHERE c.command_id = added.command_id AND c.terms IS NULL;
    GET DIAGNOSTICS indexed = ROW_COUNT;
    RETURN indexed;
END
$$;

REVOKE ALL ON FUNCTION command_log.index_commands(uuid[], text[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION command_log.index_commands(uuid[], text[]) TO command_log_app;
