package continuity.bench.resume.desk;

import com.fasterxml.jackson.databind.ObjectMapper;
import continuity.bench.resume.desk.State.Tests;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The results of real test runs, from the runners themselves: each of them is made to write a file beside what it
 * prints, by its environment only, so that the agent's command line and the output stay what they are.
 */
final class TestResults {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** A second reporter for {@code node --test}. */
    private static final String NODE_REPORTER = """
            import { writeFileSync } from 'node:fs';
            export default async function* (source) {
              const failing = [];
              let passed = 0;
              for await (const { type, data } of source) {
                if (data.details?.type === 'suite' || data.skip !== undefined || data.todo !== undefined) continue;
                if (type === 'test:pass') passed++;
                if (type === 'test:fail') failing.push(data.name);
              }
              writeFileSync(process.env.TEST_RESULTS, JSON.stringify({ passed, failing }));
            }
            """;

    /** Loaded by every Python; of use where it runs {@code unittest}. */
    private static final String PYTHON_REPORTER = """
            import os, sys
            if any('test' in word for word in sys.orig_argv):
                import json, unittest
                run = unittest.TextTestRunner.run
                def reported(self, tests):
                    result = run(self, tests)
                    bad = [t for t, _ in result.failures + result.errors] + result.unexpectedSuccesses
                    passed = result.testsRun - len(bad) - len(result.skipped) - len(result.expectedFailures)
                    names = [t.id().split('.')[-1] for t in bad]
                    with open(os.environ['TEST_RESULTS'], 'w') as file:
                        json.dump({'passed': passed, 'failing': names}, file)
                    return result
                unittest.TextTestRunner.run = reported
            """;

    private final Path file;
    private final Path directory;

    /** @param papers a directory for its own files */
    TestResults(Path papers) {
        file = papers.resolve("test-results.json");
        directory = papers.resolve("reporters");
        try {
            Files.createDirectories(directory);
            Files.writeString(directory.resolve("reporter.mjs"), NODE_REPORTER);
            Files.writeString(directory.resolve("sitecustomize.py"), PYTHON_REPORTER);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Map<String, String> environment() {
        return Map.of(
                "TEST_RESULTS",
                file.toString(),
                "PYTHONPATH",
                directory.toString(),
                "NODE_OPTIONS", // the first pair is what Node does by itself when nobody looks on
                "--test-reporter=tap --test-reporter-destination=stdout --test-reporter=%s --test-reporter-destination=stderr"
                        .formatted(directory.resolve("reporter.mjs")));
    }

    /** The results of a run since the last call; null if there was none. */
    @Nullable
    Tests take() {
        if (!Files.exists(file)) {
            return null;
        }
        try {
            var results = JSON.readTree(file.toFile());
            Files.delete(file);
            var failing = StreamSupport.stream(results.path("failing").spliterator(), false)
                    .map(name -> name.asText())
                    .map(name -> name.substring(name.lastIndexOf('/') + 1)) // a file that failed as a whole
                    .sorted()
                    .toList();
            return new Tests(results.path("passed").asInt(), failing.size(), failing);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
