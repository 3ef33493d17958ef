-- A number that is typed together with a hint is of that hint's list.
ALTER TABLE resume.choice_lists ADD COLUMN hint text NOT NULL DEFAULT '';
