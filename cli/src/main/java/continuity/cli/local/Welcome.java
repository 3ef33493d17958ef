package continuity.cli.local;

import java.util.Optional;

/**
 * What {@code up} says when everything is ready: what to do next.
 *
 * @param sameData what the other commands must be told for them to find the data
 */
record Welcome(DataDirectory data, Ports ports, Optional<Listening> listening, String sameData) {

    private static final String DEMO = """

            The demo is running: recorded agents work again, on three machines that are not there.
            Within a minute one is stale, one needs input and one has finished. In another terminal:

              ./continuity list --all --data DATA
              ./continuity show ID --data DATA        # an ID of the list, or its beginning
              ./continuity resume billing --data DATA # take over what was interrupted there

            Silent for 30 s is stale here, else 120 s. The next up --demo begins anew.
            Stop: ./continuity down --data DATA
            """;

    String toDemo() {
        return DEMO.replace("--data DATA", data.option());
    }

    /** @param inTheBackground whether Ctrl-C stops something else */
    String text(boolean inTheBackground) {
        var text = """

                Session Continuity is running: %s

                  Connect an agent   see docs/connect-claude-code.md
                  Your token         %s
                  What is running    ./continuity list%s
                  Stop               %s./continuity down%s
                """.formatted(
                        ports.url(Part.MISSION_CONTROL),
                        data.token(),
                        sameData,
                        inTheBackground ? "" : "Ctrl-C, or ",
                        sameData);
        return text + listening.map(this::toOtherMachines).orElse("");
    }

    private String toOtherMachines(Listening open) {
        var url = open.url(ports.of(Part.MISSION_CONTROL));
        var trust = open.authority()
                .map(LocalAuthority::trustedByClients)
                .map("""
                                       which they trust by a copy of %s:
                                       curl --cacert ca.pem %%s/q/health/live
                """::formatted)
                .orElse("")
                .formatted(url);
        return "  Other machines     %s%n%s".formatted(url, trust);
    }
}
