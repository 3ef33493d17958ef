-- Snapshots of what an instance was doing, numbered 1, 2, 3 … within the instance; a stored one never changes.

CREATE TABLE checkpoint.checkpoints (
    checkpoint_id          uuid PRIMARY KEY,
    instance_id            text NOT NULL,
    project                text NOT NULL,
    checkpoint_type        text NOT NULL,
    reason                 text NOT NULL,                -- what called for it: heartbeat, epic_completed, request, compaction
    sequence_num           bigint NOT NULL,
    covered_event_sequence bigint NOT NULL,              -- newest event in the state, 0 for none
    context_window_percent smallint,                     -- null when unknown; 0 is a number like any other
    schema_version         integer NOT NULL,             -- of the work state
    work_state             json NOT NULL,                -- json, not jsonb: it comes back byte by byte as it went in
    recovery_instructions  text NOT NULL,                -- markdown, worded from the work state when it was frozen
    metadata               jsonb NOT NULL DEFAULT '{}',  -- manual_note, requested_by
    size_bytes             bigint NOT NULL,              -- of work_state in UTF-8
    "timestamp"            timestamptz NOT NULL,         -- when it was called for
    created_at             timestamptz NOT NULL DEFAULT clock_timestamp(), -- when it was stored; ascends with sequence_num

    CONSTRAINT known_checkpoint_type CHECK (checkpoint_type IN ('context_window', 'epic_completion', 'manual')),
    CONSTRAINT sequence_counts_from_one CHECK (sequence_num >= 1),
    CONSTRAINT one_checkpoint_per_sequence UNIQUE (instance_id, sequence_num),
    CONSTRAINT covered_events_are_counted CHECK (covered_event_sequence >= 0),
    CONSTRAINT percent_is_a_percentage CHECK (context_window_percent BETWEEN 0 AND 100)
);

CREATE INDEX checkpoints_newest_first ON checkpoint.checkpoints (created_at DESC, checkpoint_id DESC);
CREATE INDEX checkpoints_of_instance ON checkpoint.checkpoints (instance_id, created_at DESC, checkpoint_id DESC);

CREATE FUNCTION checkpoint.refuse_update() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'checkpoint % never changes', OLD.checkpoint_id USING ERRCODE = 'integrity_constraint_violation';
END
$$;

CREATE TRIGGER checkpoints_never_change BEFORE UPDATE ON checkpoint.checkpoints
    FOR EACH ROW EXECUTE FUNCTION checkpoint.refuse_update();

-- The last sequence number of each instance. Taking the next one locks the row until the checkpoint is committed, so
-- that concurrent creations leave neither gap nor duplicate.
CREATE TABLE checkpoint.heads (
    instance_id text PRIMARY KEY,
    last_seq    bigint NOT NULL
);

GRANT SELECT, INSERT ON checkpoint.checkpoints TO checkpoint_app;
GRANT SELECT, INSERT, UPDATE ON checkpoint.heads TO checkpoint_app;
GRANT SELECT ON checkpoint.checkpoints TO supervisor;
