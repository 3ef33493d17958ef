-- A session that was cleared goes on as a new one: which instance came before, and how sure that is.

ALTER TABLE registry.supervisor_sessions
    ADD COLUMN previous_instance text COLLATE "C",             -- whose client session was cleared to begin this one
    ADD COLUMN link_confidence   text,
    ADD CONSTRAINT link_confidence_is_known CHECK (link_confidence IN ('high', 'low')),
    ADD CONSTRAINT a_link_says_how_sure_it_is CHECK ((previous_instance IS NULL) = (link_confidence IS NULL));
