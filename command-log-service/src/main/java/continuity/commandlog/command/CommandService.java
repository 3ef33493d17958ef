package continuity.commandlog.command;

import continuity.commandlog.ListQuery;
import continuity.commandlog.RecordSize;
import continuity.commandlog.Refused;
import continuity.commandlog.Rejection;
import continuity.commandlog.RequestItems;
import continuity.commandlog.RequestItems.Item;
import continuity.commandlog.WriteAccess;
import continuity.contracts.CommandLogged;
import continuity.kit.problem.Forbidden;
import continuity.kit.problem.InstanceNotFound;
import continuity.kit.problem.InvalidInput;
import continuity.kit.security.Caller;
import continuity.sanitizer.Sanitizer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Accepting and reading commands. */
@ApplicationScoped
class CommandService {

    private final WriteAccess access;
    private final Sanitizer sanitizer;
    private final RecentIds recentIds;
    private final CommandMessages messages;
    private final CommandStore store;
    private final SearchStore search;
    private final RecordSize size;

    CommandService(
            WriteAccess access,
            Sanitizer sanitizer,
            RecentIds recentIds,
            CommandMessages messages,
            CommandStore store,
            SearchStore search,
            RecordSize size) {
        this.access = access;
        this.sanitizer = sanitizer;
        this.recentIds = recentIds;
        this.messages = messages;
        this.store = store;
        this.search = search;
        this.size = size;
    }

    /**
     * Returns when every accepted command is durable. Of several, a wrong one is left out; a single one is refused.
     *
     * @throws continuity.kit.problem.Unavailable if it is not known whether they are durable
     */
    AcceptedCommands accept(RequestItems request, Caller caller) {
        var now = Instant.now().truncatedTo(ChronoUnit.MICROS); // as the store keeps it: a rebuild tells the same
        var accepted = new ArrayList<CommandLogged>();
        var rejected = new ArrayList<Rejection>();
        for (var item : request.items()) {
            try {
                accepted.add(decide(item, caller, now));
            } catch (InvalidInput | InstanceNotFound | Forbidden | Refused e) {
                if (!request.isBatch()) {
                    throw e;
                }
                rejected.add(Rejection.of(item.index(), e));
            }
        }
        messages.publish(accepted);
        var ids = accepted.stream()
                .map(command -> new AcceptedCommands.Accepted(command.commandId()))
                .toList();
        return new AcceptedCommands(ids, rejected);
    }

    private CommandLogged decide(Item item, Caller caller, Instant now) {
        var intake = CommandIntake.read(item.fields(), now);
        var command = intake.of(access.check(intake.instanceId(), caller), sanitizer);
        size.check(item, command);
        if (!recentIds.claim(command.commandId(), command.instanceId())) {
            throw new Refused.IdTaken(command.commandId());
        }
        return command;
    }

    /** Counts what can be counted in time, and estimates the rest. */
    CommandPage page(CommandFilter filter, int limit, Caller caller) {
        var estimate = search.estimate(filter, caller);
        if (!estimate.isMany()) {
            var found = search.found(filter, caller, limit + 1);
            if (found.total() <= SearchStore.MAX_COUNTED) {
                return page(found.rows(), limit, found.total(), false);
            }
        }
        var atLeast = SearchStore.MAX_COUNTED + 1;
        return page(search.newest(filter, caller, limit + 1), limit, Math.max(atLeast, estimate.rows()), true);
    }

    private static CommandPage page(List<StoredCommand> rows, int limit, long total, boolean isEstimated) {
        var hasMore = rows.size() > limit;
        var commands = hasMore ? rows.subList(0, limit) : rows;
        var cursor = hasMore ? ListQuery.cursorOf(commands.getLast().commandId()) : null;
        return new CommandPage(commands, total, isEstimated, cursor);
    }

    Optional<StoredCommand> find(UUID commandId, Caller caller) {
        return store.find(commandId, caller);
    }
}
