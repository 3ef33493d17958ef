package continuity.registry;

import continuity.contracts.MachineChanged;
import continuity.kit.security.Caller;
import continuity.kit.sql.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** The table {@code registry.machines}. */
@ApplicationScoped
class MachineStore {

    private static final String KEEP = """
            INSERT INTO registry.machines AS known
                   (name, role, os, power_state, responsibilities, revision, removed, changed_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (name) DO UPDATE
               SET role = excluded.role, os = excluded.os, power_state = excluded.power_state,
                   responsibilities = excluded.responsibilities, revision = excluded.revision,
                   removed = excluded.removed, changed_at = excluded.changed_at
             WHERE known.revision < excluded.revision
            """;

    private static final String FIND = """
            SELECT name, role, responsibilities FROM registry.machines WHERE name = ? AND NOT removed
            """;

    private static final String FLEET = """
            SELECT name, machines.role, machines.power_state, coalesce(at_work.active, 0) AS active
              FROM (SELECT * FROM registry.machines WHERE NOT removed) AS machines
              FULL JOIN (SELECT host_machine AS name, count(*) AS active
                           FROM registry.supervisor_sessions
                          WHERE status = 'active' AND host_machine IS NOT NULL AND (? OR project = ANY (?))
                          GROUP BY host_machine) AS at_work USING (name)
             WHERE name IS DISTINCT FROM ?
             ORDER BY name
             LIMIT ?
            """; // machines that nobody has set up count as soon as an agent works on them

    private final Database database;

    MachineStore(Database database) {
        this.database = database;
    }

    /** A message that is older than what is known changes nothing. */
    void keep(MachineChanged change) {
        var machine = change.machine();
        database.update(
                KEEP,
                machine.name(),
                machine.role(),
                machine.os(),
                machine.powerState(),
                machine.responsibilities().toArray(String[]::new),
                change.revision(),
                change.removed(),
                change.changedAt());
    }

    Optional<Identity.Here> find(String name) {
        return database.queryOne(
                FIND,
                row -> new Identity.Here(row.getString("name"), row.getString("role"), List.of((String[])
                        row.getArray("responsibilities").getArray())),
                name);
    }

    /** The other machines by name; agents are counted in the caller's projects only. */
    List<Identity.There> others(String ownName, int limit, Caller caller) {
        return database.query(
                FLEET,
                row -> new Identity.There(
                        row.getString("name"),
                        row.getString("role"),
                        row.getString("power_state"),
                        row.getLong("active")),
                caller.seesAllProjects(),
                caller.projectNames(),
                ownName,
                limit);
    }
}
