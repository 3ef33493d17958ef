-- One index probe for each page of a list, whatever the caller may see and asks for: docs/queries.md.

CREATE INDEX checkpoints_of_type ON checkpoint.checkpoints (checkpoint_type, created_at DESC, checkpoint_id DESC);
CREATE INDEX checkpoints_of_project
    ON checkpoint.checkpoints (project, checkpoint_type, created_at DESC, checkpoint_id DESC);

DROP INDEX checkpoint.checkpoints_newest_first;
