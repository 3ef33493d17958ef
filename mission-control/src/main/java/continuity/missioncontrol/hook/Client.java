package continuity.missioncontrol.hook;

import continuity.missioncontrol.claudecode.ClaudeCodeTranslation;
import continuity.missioncontrol.codex.CodexHook;
import continuity.missioncontrol.gemini.GeminiHook;
import continuity.missioncontrol.opencode.OpencodeHook;
import java.util.Map;

/** The clients whose hooks arrive here. From here on all hooks are in the words of the first. */
enum Client {
    CLAUDE_CODE(ClaudeCodeTranslation.CLIENT),
    CODEX("codex"),
    GEMINI("gemini"),
    OPENCODE("opencode");

    /** As in {@code client} of an instance. */
    final String id;

    Client(String id) {
        this.id = id;
    }

    Map<String, Object> inCommonWords(Map<String, Object> hook) {
        return switch (this) {
            case CLAUDE_CODE -> hook;
            case CODEX -> CodexHook.inCommonWords(hook);
            case GEMINI -> GeminiHook.inCommonWords(hook);
            case OPENCODE -> OpencodeHook.inCommonWords(hook);
        };
    }
}
