-- Who was given an access token, by whom, and whether it still counts; never the token itself. Rows stay.

CREATE TABLE registry.access_tokens (
    token_id    text COLLATE "C" PRIMARY KEY,          -- its jti
    subject     text NOT NULL,                         -- who holds it
    roles       text[] NOT NULL,
    projects    text[] NOT NULL,                       -- names, or * alone for all
    machine     text COLLATE "C",                      -- the only machine that it writes for; null for any
    description text,
    created_by  text NOT NULL,                         -- subject of who asked for it
    created_at  timestamptz NOT NULL DEFAULT now(),
    expires_at  timestamptz NOT NULL,
    revoked_at  timestamptz,
    revoked_by  text,

    CONSTRAINT roles_may_be_granted CHECK (roles <@ ARRAY['viewer', 'agent', 'operator', 'admin']),
    CONSTRAINT token_reaches_a_project CHECK (cardinality(projects) > 0),
    CONSTRAINT token_machine_is_a_machine_name CHECK (machine ~ '^[a-z0-9][a-z0-9_-]{0,63}$'),
    CONSTRAINT revocation_says_by_whom CHECK ((revoked_at IS NULL) = (revoked_by IS NULL))
);

-- The list: newest first.
CREATE INDEX access_tokens_by_age ON registry.access_tokens (created_at DESC, token_id DESC);

-- What a token may do never changes: it can only be revoked.
GRANT SELECT, INSERT, UPDATE (revoked_at, revoked_by) ON registry.access_tokens TO registry_app;
GRANT SELECT ON registry.access_tokens TO supervisor;
