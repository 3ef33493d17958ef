-- The newest of a project that are interrupted, living or finished, each without looking at the others.
CREATE INDEX instance_context_by_project_standing
    ON resume.instance_context (project, standing, last_heartbeat DESC);
