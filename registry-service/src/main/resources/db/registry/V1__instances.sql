-- One row for each run of an agent: who it is, where it runs, and whether it lives. Rows are closed, not deleted.

CREATE TABLE registry.supervisor_sessions (
    instance_id        text COLLATE "C" PRIMARY KEY,           -- odin-PS-8f4a2b
    project            text COLLATE "C" NOT NULL,
    instance_type      text NOT NULL,
    short_id           text COLLATE "C" NOT NULL,              -- 8f4a2b
    host_machine       text COLLATE "C",                       -- where the agent runs; null while unknown
    status             text NOT NULL DEFAULT 'active',
    context_percent    smallint,                               -- as the host reported it; null while unknown
    context_source     text,
    current_epic       text,
    client             text,                                   -- claude-code, codex, …
    client_session_id  text,                                   -- the agent's own id, which survives its restart
    working_directory  text,
    parent_instance_id text COLLATE "C",
    resumed_from       text COLLATE "C",                       -- whose work this one continues
    superseded_by      text COLLATE "C",                       -- who continues this one's work
    claimed_by         text,                                   -- the caller and key that superseded it, for a repeat
    created_at         timestamptz NOT NULL DEFAULT now(),
    last_heartbeat     timestamptz NOT NULL DEFAULT now(),     -- last sign of life, by this database's clock
    generation         integer NOT NULL DEFAULT 1,             -- one more for each restart of the agent
    closed_at          timestamptz,
    closed_reason      text,
    initial_context    jsonb,
    revision           bigint NOT NULL DEFAULT 0,              -- raised with each change that others hear of
    announced_at       timestamptz NOT NULL DEFAULT now(),     -- when others last heard of this row

    CONSTRAINT short_id_names_one_instance UNIQUE (short_id),
    CONSTRAINT project_is_a_project_name CHECK (project ~ '^[a-z0-9]([a-z0-9-]{0,62}[a-z0-9])?$'),
    CONSTRAINT instance_type_is_known CHECK (instance_type IN ('PS', 'MS')),
    CONSTRAINT id_is_made_of_its_parts CHECK (instance_id = project || '-' || instance_type || '-' || short_id),
    CONSTRAINT machine_is_a_machine_name CHECK (host_machine ~ '^[a-z0-9][a-z0-9_-]{0,63}$'),
    CONSTRAINT status_is_known CHECK (status IN ('active', 'stale', 'closed')),
    CONSTRAINT percent_is_a_percentage CHECK (context_percent BETWEEN 0 AND 100),
    CONSTRAINT closed_rows_say_when CHECK ((status = 'closed') = (closed_at IS NOT NULL)),
    CONSTRAINT superseded_is_closed CHECK (superseded_by IS NULL OR status = 'closed'),
    CONSTRAINT nobody_supersedes_itself CHECK (superseded_by <> instance_id),
    CONSTRAINT client_session_belongs_to_a_client CHECK (client_session_id IS NULL OR client IS NOT NULL)
);
-- Other instances are named without foreign keys: retention removes rows one by one, the names in others remain.

-- An agent's own session is one instance, however often it registers.
CREATE UNIQUE INDEX client_session_is_one_instance
    ON registry.supervisor_sessions (client, client_session_id) WHERE client_session_id IS NOT NULL;

-- The list: by project, newest sign of life first.
CREATE INDEX sessions_by_project ON registry.supervisor_sessions (project, last_heartbeat DESC, instance_id);

CREATE INDEX sessions_by_machine ON registry.supervisor_sessions (host_machine);

-- The stale detector looks at the active ones only, every few seconds.
CREATE INDEX active_sessions ON registry.supervisor_sessions (last_heartbeat) WHERE status = 'active';

-- Looking up an id by its beginning, in any case; the hash by its beginning uses the unique constraint.
CREATE INDEX sessions_by_id_prefix ON registry.supervisor_sessions (lower(instance_id) COLLATE "C");

GRANT SELECT, INSERT, UPDATE ON registry.supervisor_sessions TO registry_app;
GRANT SELECT ON registry.supervisor_sessions TO supervisor;
