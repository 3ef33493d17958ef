package continuity.registry.transcripts;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Which transcripts may be read. */
@ConfigMapping(prefix = "continuity.transcripts")
public interface TranscriptConfig {

    /**
     * Directories of this machine whose transcripts may be read, with all below them. Without any, nothing is read:
     * transcripts hold whole conversations, of everybody who keeps them there.
     */
    Optional<List<Path>> roots();

    /**
     * Name of this machine. Only transcripts of instances that run here are read, since a path of another machine may
     * name something else here; without a name, none.
     */
    Optional<String> machine();
}
