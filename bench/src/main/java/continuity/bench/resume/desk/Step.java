package continuity.bench.resume.desk;

import java.util.List;

/**
 * One thing that happened.
 *
 * @param what for people: {@code Bash: node --test}
 * @param session the session whose work is asked for, from 1
 * @param requests what the clients sent, in this order
 * @param truth where the work of that session stood afterwards
 * @param isCheckpoint whether the client had a checkpoint made
 */
public record Step(String what, int session, List<Request> requests, State truth, boolean isCheckpoint) {}
