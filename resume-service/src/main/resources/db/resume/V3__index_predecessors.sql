-- A successor inherits from everything that it superseded; a session may resume more than once.
CREATE INDEX instance_context_by_successor ON resume.instance_context (superseded_by) WHERE superseded_by IS NOT NULL;
