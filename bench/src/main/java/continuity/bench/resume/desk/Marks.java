package continuity.bench.resume.desk;

/** What stands in a request for what each replay fills in. */
public final class Marks {

    /** The name of the project, and of its directory. */
    public static final String PROJECT = "@project@";

    private Marks() {}

    /** The id of the client session {@code number}, from 1. */
    public static String session(int number) {
        return "@session" + number + "@";
    }

    /** The id of the instance that the system made of it. */
    public static String instance(int number) {
        return "@instance" + number + "@";
    }
}
