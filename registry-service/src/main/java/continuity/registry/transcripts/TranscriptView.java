package continuity.registry.transcripts;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A transcript and what may be shown of it.
 *
 * @param available whether the file could be read here
 * @param reason why not: {@code not_on_this_machine}, {@code path_not_permitted} or {@code not_readable}; null if it
 *     could
 * @param sizeBytes of the file, null if it could not be read
 */
@RegisterForReflection
record TranscriptView(
        @JsonUnwrapped Transcript transcript,
        boolean available,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String reason,
        @Nullable Long sizeBytes,
        List<Message> head,
        List<Message> tail,
        int malformedLines) {

    static TranscriptView of(Transcript transcript, long sizeBytes, Preview preview) {
        return new TranscriptView(
                transcript, true, null, sizeBytes, preview.head(), preview.tail(), preview.malformedLines());
    }

    static TranscriptView unavailable(Transcript transcript, String reason) {
        return new TranscriptView(transcript, false, reason, null, List.of(), List.of(), 0);
    }
}
