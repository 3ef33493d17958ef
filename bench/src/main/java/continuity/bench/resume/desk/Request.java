package continuity.bench.resume.desk;

/**
 * What is sent to the system. {@link Marks} stand for what differs from one replay to the next.
 *
 * @param path as in {@code /hooks/claude-code}
 * @param contentType of the body
 */
public record Request(String path, String contentType, String directory, String body) {

    static final String JSON = "application/json";
}
