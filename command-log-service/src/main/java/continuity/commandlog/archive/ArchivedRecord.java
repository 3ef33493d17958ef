package continuity.commandlog.archive;

/**
 * A command or an event in the archive.
 *
 * @param id in lower case, so that it sorts as the database sorts it
 * @param line the whole record as one JSON object, which begins with the id and the instance
 */
record ArchivedRecord(String id, String instanceId, String line) {}
