-- Who works on a project at this moment: asked at each start of a session.
CREATE INDEX instance_context_at_work ON resume.instance_context (project, last_heartbeat DESC) WHERE status = 'active';
