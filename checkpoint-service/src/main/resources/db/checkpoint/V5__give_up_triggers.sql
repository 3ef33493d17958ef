-- Triggers of instances that the resume-service never hears of: they end at last, and say why.

ALTER TABLE checkpoint.triggers
    ADD COLUMN noted_at timestamptz NOT NULL DEFAULT now(), -- patience begins here, however old the message that called
    ADD COLUMN given_up text,                               -- why there is no checkpoint; null when pending or made

    ADD CONSTRAINT only_what_is_done_is_given_up CHECK (given_up IS NULL OR done_at IS NOT NULL);
