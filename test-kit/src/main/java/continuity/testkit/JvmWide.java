package continuity.testkit;

import java.util.function.Supplier;

/**
 * Values made once per test JVM. Quarkus may load this package more than once, in class loaders of its own, so a static
 * field is not enough: two key pairs would refuse each other's tokens.
 */
final class JvmWide {

    /** A class that every class loader shares, so that they wait for each other; nobody else locks it. */
    static final Object LOCK = Void.class;

    private JvmWide() {}

    /** The value of the system property {@code name}, made by {@code first} if nobody has set it yet. */
    static String once(String name, Supplier<String> first) {
        synchronized (LOCK) {
            var known = System.getProperty(name);
            if (known != null) {
                return known;
            }
            var made = first.get();
            System.setProperty(name, made);
            return made;
        }
    }
}
