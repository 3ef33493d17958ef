-- A registration whose answer got lost may be repeated: the same key returns the same instance.

CREATE TABLE registry.idempotency_keys (
    subject      text NOT NULL,                        -- whose key it is
    key          text NOT NULL,
    request_hash text NOT NULL,                        -- SHA-256 of the sanitised request; another body is refused
    instance_id  text COLLATE "C",                     -- null only inside the transaction that registers
    created_at   timestamptz NOT NULL DEFAULT now(),

    CONSTRAINT key_is_used_once PRIMARY KEY (subject, key)
);

GRANT SELECT, INSERT, UPDATE ON registry.idempotency_keys TO registry_app;
