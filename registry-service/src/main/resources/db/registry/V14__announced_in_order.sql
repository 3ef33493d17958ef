-- Who hears of two changes of a row orders them by time: later is what was announced later, whichever transaction began
-- first and whatever the clock did meanwhile.

CREATE FUNCTION registry.announce_in_order() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    NEW.announced_at := greatest(clock_timestamp(), OLD.announced_at + interval '1 microsecond');
    RETURN NEW;
END
$$;

CREATE TRIGGER announced_in_order BEFORE UPDATE ON registry.supervisor_sessions
    FOR EACH ROW WHEN (NEW.revision <> OLD.revision) EXECUTE FUNCTION registry.announce_in_order();
