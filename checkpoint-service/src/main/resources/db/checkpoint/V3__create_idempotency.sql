-- Requests that a client may repeat: the key commits together with the checkpoint that answers it.

CREATE TABLE checkpoint.idempotency (
    subject       text NOT NULL,
    key           text NOT NULL ,                        -- SHA-256 of the Idempotency-Key: whatever it was, it is no secret here
    request       text NOT NULL ,                        -- SHA-256 of the body: another body under the same key is refused
    checkpoint_id uuid NOT NULL,
    created_at    timestamptz NOT NULL DEFAULT now(),

    CONSTRAINT one_request_per_key PRIMARY KEY (subject, key)
);

GRANT SELECT, INSERT ON checkpoint.idempotency TO checkpoint_app;
