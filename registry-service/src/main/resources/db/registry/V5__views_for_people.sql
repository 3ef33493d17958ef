-- For people with psql: the fleet by machine, and each session with the name that its status line shows.

CREATE VIEW registry.active_sessions_by_machine AS
    SELECT host_machine,
           count(*)                                    AS total,
           count(*) FILTER (WHERE status = 'active')   AS active,
           count(*) FILTER (WHERE status = 'stale')    AS stale,
           count(*) FILTER (WHERE status = 'closed')   AS closed,
           max(last_heartbeat)                         AS last_activity,
           array_agg(DISTINCT project ORDER BY project) AS projects
      FROM registry.supervisor_sessions
     GROUP BY host_machine
     ORDER BY host_machine;

CREATE VIEW registry.sessions_with_machine AS
    SELECT instance_id || coalesce('@' || host_machine, '') AS session_at_machine,
           instance_id,
           project,
           instance_type,
           host_machine,
           status,
           context_percent,
           current_epic,
           client,
           working_directory,
           resumed_from,
           superseded_by,
           created_at,
           last_heartbeat,
           greatest(0, floor(extract(epoch FROM now() - last_heartbeat)))::bigint AS age_seconds,
           generation,
           closed_at,
           closed_reason
      FROM registry.supervisor_sessions
     ORDER BY project, last_heartbeat DESC;

GRANT SELECT ON registry.active_sessions_by_machine, registry.sessions_with_machine TO supervisor;
