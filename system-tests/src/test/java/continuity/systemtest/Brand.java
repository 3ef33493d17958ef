package continuity.systemtest;

import continuity.testkit.RecordedHook;
import continuity.testkit.Recording;
import java.util.List;

/** A client, its recorded session up to where it is interrupted, and a few hooks in its own words. */
enum Brand {
    CLAUDE_CODE("claude-code", "03-killed-mid-tool", "PreToolUse", 3, """
            {"hook_event_name":"UserPromptSubmit","session_id":"%s","cwd":"/home/dev/shop","prompt":"%s"}""", """
            {"hook_event_name":"PostToolUseFailure","session_id":"%s","cwd":"/home/dev/shop","tool_name":"Bash",
             "tool_use_id":"toolu_tests","tool_input":{"command":"npm test"},"error":"Exit code 1\\n%s"}"""),

    CODEX("codex", "codex", "PostToolUse", 5, """
            {"hook_event_name":"UserPromptSubmit","session_id":"%s","cwd":"/home/dev/shop","prompt":"%s"}""", """
            {"hook_event_name":"PostToolUse","session_id":"%s","cwd":"/home/dev/shop","tool_name":"Bash",
             "tool_use_id":"call_tests","tool_input":{"command":"npm test"},"tool_response":"%s"}"""),

    GEMINI("gemini", "gemini", "AfterTool", 6, """
            {"hook_event_name":"BeforeAgent","session_id":"%s","cwd":"/home/dev/shop","prompt":"%s"}""", """
            {"hook_event_name":"AfterTool","session_id":"%s","cwd":"/home/dev/shop",
             "timestamp":"2026-11-20T10:14:00.000Z","tool_name":"run_shell_command",
             "tool_input":{"command":"npm test"},"tool_response":{"llmContent":"Output: %s\\nExit Code: 1"}}"""),

    OPENCODE("opencode", "opencode", "tool.execute.after", 7, """
            {"hook_event_name":"chat.message","input":{"sessionID":"%s"},
             "output":{"parts":[{"type":"text","text":"%s"}]}}""", """
            {"hook_event_name":"tool.execute.after",
             "input":{"tool":"bash","sessionID":"%s","callID":"toolu_tests","args":{"command":"npm test"}},
             "output":{"output":"%s","metadata":{"exit":1}}}""");

    /** As in the path of its hooks. */
    final String client;

    private final String recording;
    private final String lastEvent;
    private final int times;
    private final String prompt;
    private final String failedTests;

    /** @param times how often {@code lastEvent} happens before the interruption */
    Brand(String client, String recording, String lastEvent, int times, String prompt, String failedTests) {
        this.client = client;
        this.recording = recording;
        this.lastEvent = lastEvent;
        this.times = times;
        this.prompt = prompt;
        this.failedTests = failedTests;
    }

    /** In a session of its own. */
    List<RecordedHook> interrupted() {
        var hooks = Recording.inNewSessions(Recording.load(recording));
        var end = 0;
        for (var left = times; left > 0; end++) {
            left -= hooks.get(end).event().equals(lastEvent) ? 1 : 0;
        }
        return hooks.subList(0, end);
    }

    String prompt(String session, String text) {
        return prompt.formatted(session, text);
    }

    /** A test run of which one test failed. */
    String failedTests(String session) {
        return failedTests.formatted(session, "not ok 2 - rounds half up\\n# pass 3\\n# fail 1\\n# duration_ms 9");
    }
}
