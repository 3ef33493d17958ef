package continuity.sanitizer;

import java.util.List;

/** Goes through a text once and calls every {@link Anchored} where one of its anchors stands. */
final class Anchors implements Rule {

    private record Anchor(String text, Anchored owner) {}

    private static final Beginnings<Anchor> ANCHORS = new Beginnings<>(
            List.of(new CommandLines(), new Pipes(), new Arguments(), new Logins(), new Credentials()).stream()
                    .flatMap(owner -> owner.anchors().stream().map(anchor -> new Anchor(anchor, owner)))
                    .toList(),
            Anchor::text);

    @Override
    public void find(String text, Spans spans) {
        for (int i = 0; i + 1 < text.length(); i++) {
            var first = text.charAt(i);
            var second = text.charAt(i + 1);
            if (ANCHORS.has(first, second)) {
                for (var anchor : ANCHORS.with(first, second)) {
                    if (text.startsWith(anchor.text, i)) {
                        anchor.owner.findAt(text, i, anchor.text, spans);
                    }
                }
            }
        }
    }
}
