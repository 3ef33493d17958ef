-- The audit trail: commands and events, appended by the service and changed by nobody.
--
-- Both tables are partitioned by their id, whose first 48 bits are milliseconds (UUIDv7): so an id is unique over all
-- partitions, and whole weeks can leave. Partitions are made by create_partitions.

CREATE TABLE command_log.command_log (
    command_id        uuid        NOT NULL,
    instance_id       text        NOT NULL,
    project           text        NOT NULL,
    host_machine      text,
    generation        integer     NOT NULL,  -- the instance's (re)start that it belongs to, as stamped at receipt
    command_type      text        NOT NULL,
    action            text        NOT NULL,
    description       text,
    tool_name         text,
    parameters        jsonb       NOT NULL,
    result            jsonb,
    error_message     text,
    success           boolean,               -- null while unknown
    execution_time_ms bigint,
    tags              text[]      NOT NULL,
    context_data      jsonb       NOT NULL,
    occurred_at       timestamptz,           -- the client's clock, for people only
    created_at        timestamptz NOT NULL,  -- when the service accepted it
    CONSTRAINT command_log_pkey PRIMARY KEY (command_id),
    CONSTRAINT command_type_is_known CHECK (command_type IN ('hook', 'mcp_tool', 'explicit'))
) PARTITION BY RANGE (command_id);

-- newest commands of an instance, of a project, with a tag
CREATE INDEX command_log_by_instance ON command_log.command_log (instance_id, command_id);
CREATE INDEX command_log_by_project ON command_log.command_log (project, command_id);
CREATE INDEX command_log_by_tag ON command_log.command_log USING gin (tags);

CREATE TABLE command_log.event_store (
    event_id        uuid        NOT NULL,
    instance_id     text        NOT NULL,
    project         text        NOT NULL,
    generation      integer     NOT NULL,
    event_type      text        NOT NULL,
    sequence_num    bigint      NOT NULL,
    event_data      jsonb       NOT NULL,
    metadata        jsonb       NOT NULL,
    parent_event_id uuid,
    root_event_id   uuid        NOT NULL,    -- its own id without a parent
    depth           integer     NOT NULL,
    occurred_at     timestamptz,             -- the client's clock, for people only
    timestamp       timestamptz NOT NULL,    -- when it happened or was reported, by our clock
    created_at      timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT event_store_pkey PRIMARY KEY (event_id),
    CONSTRAINT sequence_starts_at_one CHECK (sequence_num >= 1),
    CONSTRAINT only_roots_have_depth_zero CHECK ((depth = 0) = (parent_event_id IS NULL))
) PARTITION BY RANGE (event_id);

-- the history of an instance, in order
CREATE INDEX event_store_by_instance ON command_log.event_store (instance_id, sequence_num);

-- The last sequence number of each instance. Its row is the lock that numbers without gaps.
CREATE TABLE command_log.heads (
    instance_id text   NOT NULL,
    last_seq    bigint NOT NULL,
    CONSTRAINT heads_pkey PRIMARY KEY (instance_id)
);

-- What must still be told to others; published rows are deleted.
CREATE TABLE command_log.outbox (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    topic       text        NOT NULL,
    message_key text        NOT NULL,
    shard       smallint    NOT NULL,
    pointer     text        NOT NULL,                  -- what to load when publishing: a row id, never a payload
    detail      jsonb       NOT NULL DEFAULT '{}',     -- the few facts of this change that the row will not keep
    created_at  timestamptz NOT NULL DEFAULT now(),
    parked      text                                   -- reason why it cannot be published; null while pending
);
CREATE INDEX outbox_pending ON command_log.outbox (shard, id) WHERE parked IS NULL;

-- The service appends; what is written is out of its hands (R38).
GRANT SELECT, INSERT ON command_log.command_log, command_log.event_store TO command_log_app;
GRANT SELECT, INSERT, UPDATE ON command_log.heads TO command_log_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON command_log.outbox TO command_log_app;
GRANT SELECT ON command_log.command_log, command_log.event_store TO supervisor;
