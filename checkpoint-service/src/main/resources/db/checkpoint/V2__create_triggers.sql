-- Automatic checkpoints: what called for one, and whether the next crossing of the context threshold may.

CREATE TABLE checkpoint.triggers (
    trigger_id      uuid PRIMARY KEY,                    -- derived from what called, so that a repeat is no second one;
                                                         -- becomes the id of the checkpoint
    instance_id     text NOT NULL,
    project         text NOT NULL,
    checkpoint_type text NOT NULL,
    reason          text NOT NULL,
    percent         smallint,                            -- as the host reported it, null when unknown
    awaits_sequence bigint NOT NULL DEFAULT 0,           -- the event that the state should contain, 0 for none
    requested_at    timestamptz NOT NULL,
    attempts        integer NOT NULL DEFAULT 0,          -- in vain so far
    not_before      timestamptz NOT NULL DEFAULT now(),  -- earliest time of the next attempt
    done_at         timestamptz                          -- null while pending
);

CREATE INDEX triggers_pending ON checkpoint.triggers (not_before) WHERE done_at IS NULL;

-- Only instances that ever crossed the threshold have a row; the others are armed.
CREATE TABLE checkpoint.armed (
    instance_id text PRIMARY KEY,
    armed       boolean NOT NULL,
    since       timestamptz NOT NULL                     -- time of the heartbeat that decided it; older ones count no more
);

GRANT SELECT, INSERT, UPDATE ON checkpoint.triggers, checkpoint.armed TO checkpoint_app;
