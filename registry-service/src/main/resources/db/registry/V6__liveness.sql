-- What counts as life: the beats of a status line alone, where there is one; otherwise every sign, and for a while also
-- that something was begun and has not ended.

ALTER TABLE registry.supervisor_sessions
    ADD COLUMN has_status_line  boolean NOT NULL DEFAULT false, -- whether this generation has ever sent its status line
    ADD COLUMN running_tool     text,                           -- the open tool call; null while the model thinks
    ADD COLUMN running_since    timestamptz,                    -- when it, or the turn, began; null while nothing is open
    ADD COLUMN running_heard_at timestamptz;                    -- when the agent's hooks last said so

-- What became of an agent's hooks, as counted where they arrive; the sources of one instance add up.
CREATE TABLE registry.hook_counts (
    instance_id text COLLATE "C" NOT NULL,
    source      uuid NOT NULL,             -- one count from zero: a restarted mission-control begins another
    stored      bigint NOT NULL,
    dropped     bigint NOT NULL,           -- could not be kept, or were refused
    waiting     bigint NOT NULL,           -- are on disk and not yet delivered
    told_at     timestamptz NOT NULL DEFAULT now(),

    CONSTRAINT one_count_per_source PRIMARY KEY (instance_id, source)
);

GRANT SELECT, INSERT, UPDATE ON registry.hook_counts TO registry_app;
GRANT SELECT ON registry.hook_counts TO supervisor;

-- Where hooks arrive somebody says so every few seconds; while nobody does, agents cannot be heard.
ALTER TABLE registry.watch
    ADD COLUMN ingest_seen_at timestamptz; -- null until the first time
