-- Roles, schemas and rights of Session Continuity. Tables are not made here: each service migrates its own schema.
--
-- Run it as a superuser, connected to the database that is to hold the four schemas (supervisor_meta), before the
-- first service starts and again whenever a password changes. Every statement may be repeated.
--
-- It holds no secret. A password comes from a setting of the session, continuity.password_<role>:
--     SELECT set_config('continuity.password_registry_app', '…', false);     -- any client
--     PGOPTIONS="-c continuity.password_registry_app=…" psql -f bootstrap.sql   -- psql
-- A role without such a setting keeps the password it has; a new one has none and cannot log in through scram.
--
--   role              what it may do
--   <schema>_owner    owns <schema> and everything in it; used by the migrations, by nothing else
--   <schema>_app      the service at work: uses <schema> only, with the rights that its migrations grant
--   command_log_retention
--                     drops old weeks of the audit tables, nothing else; command_log_app takes it on by SET ROLE
--   supervisor        people with psql: reads what the migrations grant to it, in all four schemas, and writes nothing

-- The messages "already exists, skipping" of a repeated run are no news.
SET client_min_messages = warning;

-- 1. Roles ------------------------------------------------------------------------------------------------------------

DO $$
DECLARE
    role_name text;
    password  text;
BEGIN
    -- Roles belong to the whole cluster: two databases that are prepared at once would collide here.
    PERFORM pg_advisory_xact_lock(hashtext('continuity.bootstrap'));

    FOREACH role_name IN ARRAY ARRAY[
        'registry_owner',    'registry_app',
        'command_log_owner', 'command_log_app',
        'checkpoint_owner',  'checkpoint_app',
        'resume_owner',      'resume_app',
        'supervisor']
    LOOP
        IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = role_name) THEN
            EXECUTE format('CREATE ROLE %I', role_name);
        END IF;
        EXECUTE format('ALTER ROLE %I LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS', role_name);

        password := nullif(current_setting('continuity.password_' || role_name, true), '');
        IF password IS NOT NULL THEN
            EXECUTE format('ALTER ROLE %I PASSWORD %L', role_name, password);
        END IF;
    END LOOP;

    IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = 'command_log_retention') THEN
        CREATE ROLE command_log_retention;
    END IF;
    ALTER ROLE command_log_retention NOLOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS;
    -- Without INHERIT the service cannot use its rights by accident.
    GRANT command_log_retention TO command_log_app WITH INHERIT FALSE, SET TRUE;
END
$$;

-- 2. Nobody else gets in ----------------------------------------------------------------------------------------------

DO $$
BEGIN
    EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
    EXECUTE format('GRANT CONNECT, TEMPORARY ON DATABASE %I TO registry_owner, registry_app, command_log_owner, '
        'command_log_app, checkpoint_owner, checkpoint_app, resume_owner, resume_app', current_database());
    EXECUTE format('GRANT CONNECT ON DATABASE %I TO supervisor', current_database());
END
$$;

REVOKE ALL ON SCHEMA public FROM PUBLIC;

-- 3. One schema for each service, closed to the other services --------------------------------------------------------

CREATE SCHEMA IF NOT EXISTS registry    AUTHORIZATION registry_owner;
CREATE SCHEMA IF NOT EXISTS command_log AUTHORIZATION command_log_owner;
CREATE SCHEMA IF NOT EXISTS checkpoint  AUTHORIZATION checkpoint_owner;
CREATE SCHEMA IF NOT EXISTS resume      AUTHORIZATION resume_owner;

REVOKE ALL ON SCHEMA registry, command_log, checkpoint, resume FROM PUBLIC;

GRANT USAGE ON SCHEMA registry    TO registry_app,    supervisor;
GRANT USAGE ON SCHEMA command_log TO command_log_app, command_log_retention, supervisor;
GRANT USAGE ON SCHEMA checkpoint  TO checkpoint_app,  supervisor;
GRANT USAGE ON SCHEMA resume      TO resume_app,      supervisor;

-- A new function may be called by PUBLIC unless told otherwise. Here some run with their owner's rights (retention,
-- purge, new partitions), so a migration grants EXECUTE by name, to the service that needs it.
ALTER DEFAULT PRIVILEGES FOR ROLE registry_owner    REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
ALTER DEFAULT PRIVILEGES FOR ROLE command_log_owner REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
ALTER DEFAULT PRIVILEGES FOR ROLE checkpoint_owner  REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
ALTER DEFAULT PRIVILEGES FOR ROLE resume_owner      REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;

-- 4. What each session starts with ------------------------------------------------------------------------------------

ALTER ROLE registry_owner    SET search_path = registry;
ALTER ROLE registry_app      SET search_path = registry;
ALTER ROLE command_log_owner SET search_path = command_log;
ALTER ROLE command_log_app   SET search_path = command_log;
ALTER ROLE checkpoint_owner  SET search_path = checkpoint;
ALTER ROLE checkpoint_app    SET search_path = checkpoint;
ALTER ROLE resume_owner      SET search_path = resume;
ALTER ROLE resume_app        SET search_path = resume;

-- The read-only default guards against slips; what really stops a write is that supervisor is granted SELECT alone.
ALTER ROLE supervisor SET search_path = registry, command_log, checkpoint, resume;
ALTER ROLE supervisor SET default_transaction_read_only = on;

RESET client_min_messages;
