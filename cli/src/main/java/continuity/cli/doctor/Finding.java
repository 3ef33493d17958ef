package continuity.cli.doctor;

/**
 * What a check has found out.
 *
 * @param subject in a word or two
 * @param what is so
 * @param cure what the user can do, empty if all is well
 */
record Finding(Level level, String subject, String what, String cure) {

    enum Level {
        OK("ok"),
        WARN("warn"),
        FAIL("FAIL");

        private final String word;

        Level(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    static Finding ok(String subject, String what) {
        return new Finding(Level.OK, subject, what, "");
    }

    static Finding warn(String subject, String what, String cure) {
        return new Finding(Level.WARN, subject, what, cure);
    }

    static Finding fail(String subject, String what, String cure) {
        return new Finding(Level.FAIL, subject, what, cure);
    }
}
