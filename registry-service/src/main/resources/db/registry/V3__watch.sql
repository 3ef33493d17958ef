-- What the stale detector must know about itself: silence while nobody could speak is no evidence.

CREATE TABLE registry.watch (
    only_row      boolean PRIMARY KEY DEFAULT true,
    last_sweep_at timestamptz NOT NULL DEFAULT now(),
    silent_until  timestamptz NOT NULL DEFAULT now(),  -- end of the last gap between two sweeps; ages count from here

    CONSTRAINT there_is_one_row CHECK (only_row)
);

INSERT INTO registry.watch DEFAULT VALUES;

GRANT SELECT, UPDATE ON registry.watch TO registry_app;
