-- A key that was used is kept for 90 days.

CREATE INDEX idempotency_keys_by_age ON registry.idempotency_keys (created_at);

GRANT DELETE ON registry.idempotency_keys TO registry_app;
