-- Heartbeats are by far the most frequent writes. No index names a column that they change: the row's new version then
-- goes into the same page, and no index at all is written (a heap-only update).

DROP INDEX registry.sessions_by_project;
DROP INDEX registry.active_sessions;

-- The list and its counts. Within a project it is put in order when it is read: projects have thousands of rows at most.
CREATE INDEX sessions_by_project ON registry.supervisor_sessions (project, status);

-- The few that are not closed: the stale detector looks at them every few seconds, people look at the active ones.
CREATE INDEX open_sessions ON registry.supervisor_sessions (status, project) WHERE status <> 'closed';
