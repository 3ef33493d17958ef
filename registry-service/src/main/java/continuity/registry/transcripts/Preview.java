package continuity.registry.transcripts;

import com.fasterxml.jackson.databind.ObjectReader;
import continuity.sanitizer.Sanitizer;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * The beginning and the end of a conversation, in the order in which it took place; in a short one they overlap.
 *
 * @param malformedLines how many of the lines that were looked at could not be read, or were too long
 */
record Preview(List<Message> head, List<Message> tail, int malformedLines) {

    /** Longest text of a message, in characters. */
    static final int MAX_TEXT = 200;

    /**
     * @param head how many messages from the beginning
     * @param tail how many messages from the end
     */
    static Preview of(SeekableByteChannel file, int head, int tail, Sanitizer sanitizer, ObjectReader json)
            throws IOException {
        var first = new Reading(head, 0, sanitizer, json);
        var seen = head == 0 ? 0 : Lines.first(file, first);
        var last = new Reading(tail, seen, sanitizer, json);
        if (tail > 0) {
            Lines.last(file, last);
        }
        return new Preview(first.messages, last.messages.reversed(), first.malformed + last.malformed);
    }

    /** Takes messages until there are enough. */
    private static final class Reading implements Lines.Taker {

        private final List<Message> messages = new ArrayList<>();
        private final int wanted;
        private final long counted;
        private final Sanitizer sanitizer;
        private final ObjectReader json;
        private int malformed;

        /** @param counted up to here malformed lines were counted already */
        Reading(int wanted, long counted, Sanitizer sanitizer, ObjectReader json) {
            this.wanted = wanted;
            this.counted = counted;
            this.sanitizer = sanitizer;
            this.json = json;
        }

        @Override
        public boolean take(long start, byte[] line) {
            try {
                Message.read(line, json).map(this::preview).ifPresent(messages::add);
            } catch (IOException e) {
                count(start);
            }
            return messages.size() < wanted;
        }

        @Override
        public void tooLong(long start) {
            count(start);
        }

        private void count(long start) {
            malformed += start < counted ? 0 : 1;
        }

        /** First the secrets, then the length: half a secret is none that anybody would recognise. */
        private Message preview(Message message) {
            return new Message(message.role(), message.at(), cut(sanitizer.text(message.text())));
        }

        private static String cut(String text) {
            if (text.length() <= MAX_TEXT) {
                return text;
            }
            var end = Character.isHighSurrogate(text.charAt(MAX_TEXT - 1)) ? MAX_TEXT - 1 : MAX_TEXT;
            return text.substring(0, end);
        }
    }
}
