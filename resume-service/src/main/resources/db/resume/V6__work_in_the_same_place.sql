-- Who has worked in the same place since, and which states are broken; drawn from the state at each write.
ALTER TABLE resume.instance_context
    ADD COLUMN branch    text,                              -- null while unknown
    ADD COLUMN touched   text[]  NOT NULL DEFAULT '{}',     -- paths, from the working directory where they lie within
    ADD COLUMN worked_at timestamptz,                       -- newest record of work
    ADD COLUMN broken    boolean NOT NULL DEFAULT false,    -- the state lacks what an unreadable one before it held
    ADD COLUMN repairs   jsonb;                             -- what it costs that the state had to be rebuilt, and why

CREATE INDEX instance_context_by_work ON resume.instance_context (project, worked_at DESC);
