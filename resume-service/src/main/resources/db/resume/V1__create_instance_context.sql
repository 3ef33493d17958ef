-- What each instance was doing: one row, kept current by the fold, so that a resume is a look-up.
CREATE TABLE resume.instance_context (
    instance_id       text        CONSTRAINT instance_context_pk PRIMARY KEY,
    project           text        NOT NULL,
    short_id          text        NOT NULL,             -- the hash of the id, lower case
    host_machine      text,
    status            text,                             -- null until the registry has been heard
    standing          text        NOT NULL,             -- what a resume may do with it
    current_epic      text,
    epic_key          text,                             -- epic-003, Epic-003 and 003 are one
    working_directory text,
    client            text,
    client_session_id text,
    resumed_from      text,
    superseded_by     text,
    closed_reason     text,
    generation        integer,
    last_heartbeat    timestamptz,
    state             jsonb       NOT NULL,             -- all evidence; the columns are drawn from it at each write
    version           bigint      NOT NULL,             -- a writer that has seen an older one loses
    fold_version      integer     NOT NULL,             -- an older release never writes over a newer one's state
    updated_at        timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT standing_is_known
        CHECK (standing IN ('active', 'interrupted', 'finished', 'superseded', 'unknown'))
);

-- One index for each rule that resolves a hint, and one for "the newest interrupted one".
CREATE INDEX instance_context_by_standing ON resume.instance_context (standing, last_heartbeat DESC);
CREATE INDEX instance_context_by_project  ON resume.instance_context (project, last_heartbeat DESC);
CREATE INDEX instance_context_by_epic     ON resume.instance_context (epic_key, last_heartbeat DESC);
CREATE INDEX instance_context_by_short_id ON resume.instance_context (short_id text_pattern_ops);
CREATE INDEX instance_context_by_machine  ON resume.instance_context (host_machine, last_heartbeat DESC);
CREATE INDEX instance_context_by_session  ON resume.instance_context (client, client_session_id);

GRANT SELECT, INSERT, UPDATE ON resume.instance_context TO resume_app;
GRANT SELECT ON resume.instance_context TO supervisor;
