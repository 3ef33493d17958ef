-- Checkpoints that others must still hear of; a published entry is deleted.

CREATE TABLE checkpoint.outbox (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    topic       text NOT NULL,
    message_key text NOT NULL,
    shard       smallint NOT NULL,             -- key hash % 16
    pointer     text NOT NULL,                 -- what to load when publishing: a row id, never a payload
    detail      jsonb NOT NULL DEFAULT '{}',   -- the few facts of this change that the row will not keep
    created_at  timestamptz NOT NULL DEFAULT now(),
    parked      text                           -- reason why it cannot be published; null while pending
);

CREATE INDEX outbox_pending ON checkpoint.outbox (shard, id) WHERE parked IS NULL;

GRANT SELECT, INSERT, UPDATE, DELETE ON checkpoint.outbox TO checkpoint_app;
