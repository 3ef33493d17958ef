-- Where the client of an instance keeps the conversation: a path, never its content.

CREATE TABLE registry.transcripts (
    instance_id       text COLLATE "C" PRIMARY KEY
        REFERENCES registry.supervisor_sessions ON DELETE CASCADE,   -- a purge takes it along
    path              text NOT NULL,                                 -- on the machine where the agent runs
    client_session_id text NOT NULL,
    linked_at         timestamptz NOT NULL DEFAULT now()
);

-- Whose a session is, if clients of several kinds name it.
CREATE INDEX sessions_by_client_session
    ON registry.supervisor_sessions (client_session_id) WHERE client_session_id IS NOT NULL;

GRANT SELECT, INSERT, UPDATE ON registry.transcripts TO registry_app;
GRANT SELECT ON registry.transcripts TO supervisor;
