-- The machines of the fleet, as the topic continuity.machines tells them: so that an agent can be told where it is.

CREATE TABLE registry.machines (
    name             text COLLATE "C" PRIMARY KEY,
    role             text NOT NULL,                 -- hub, worker
    os               text,
    power_state      text NOT NULL,
    responsibilities text[] NOT NULL,
    revision         bigint NOT NULL,               -- the highest that was heard of
    removed          boolean NOT NULL,              -- kept, so that an older message does not bring it back
    changed_at       timestamptz NOT NULL
);

GRANT SELECT, INSERT, UPDATE ON registry.machines TO registry_app;
GRANT SELECT ON registry.machines TO supervisor;
