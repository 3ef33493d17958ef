-- Changes that others must hear of, committed together with the row; a published entry is deleted.

CREATE TABLE registry.outbox (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    topic       text NOT NULL,
    message_key text NOT NULL,
    shard       smallint NOT NULL,                     -- key hash % 16
    pointer     text NOT NULL,                         -- instance id: the row is loaded when it is published
    detail      jsonb NOT NULL DEFAULT '{}',           -- change, changed_at, revision, and facts the row does not keep
    created_at  timestamptz NOT NULL DEFAULT now(),
    parked      text                                   -- reason why it cannot be published; null while pending
);

CREATE INDEX outbox_pending ON registry.outbox (shard, id) WHERE parked IS NULL;

GRANT SELECT, INSERT, UPDATE, DELETE ON registry.outbox TO registry_app;
