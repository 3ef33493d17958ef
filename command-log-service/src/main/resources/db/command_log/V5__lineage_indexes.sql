-- Ways into the history of events that its order does not give: from a cause to what followed, to what failed last, and
-- to the epic that was named last. The latter two hold few rows, because their conditions are rare.

CREATE INDEX event_store_by_parent ON command_log.event_store (parent_event_id, sequence_num)
    WHERE parent_event_id IS NOT NULL;

CREATE INDEX event_store_failures ON command_log.event_store (instance_id, sequence_num)
    WHERE event_type IN ('error', 'test_failed', 'validation_failed', 'epic_failed', 'deployment_failed')
       OR event_type = 'tool_result' AND event_data ->> 'success' = 'false';

CREATE INDEX event_store_epics ON command_log.event_store (instance_id, sequence_num)
    WHERE event_data ->> 'epic_id' IS NOT NULL OR event_data ->> 'current_epic' IS NOT NULL;
