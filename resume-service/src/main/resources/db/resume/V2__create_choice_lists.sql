-- A numbered list that was shown to somebody; "2" means the second of that list even if the data has changed since.
CREATE TABLE resume.choice_lists (
    list_id           uuid        CONSTRAINT choice_lists_pk PRIMARY KEY,
    subject           text        NOT NULL,             -- only who saw it may choose from it
    client_session_id text,                             -- where it was shown
    rule              text        NOT NULL,
    instance_ids      text[]      NOT NULL,             -- in the order shown; number 1 is the first
    created_at        timestamptz NOT NULL DEFAULT now(),
    expires           timestamptz NOT NULL
);

CREATE INDEX choice_lists_last_shown ON resume.choice_lists (subject, client_session_id, created_at DESC);
CREATE INDEX choice_lists_expired ON resume.choice_lists (expires);

GRANT SELECT, INSERT, DELETE ON resume.choice_lists TO resume_app;
