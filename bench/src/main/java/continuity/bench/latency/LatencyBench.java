package continuity.bench.latency;

import continuity.bench.BenchOptions;
import continuity.bench.frame.Api;
import continuity.bench.frame.Api.Refused;
import continuity.bench.frame.OpenLoop;
import continuity.bench.frame.OpenLoop.Call;
import continuity.bench.frame.Report;
import continuity.bench.frame.TestedSystem;
import continuity.bench.frame.TimedCalls;
import continuity.bench.frame.TimedCalls.Floor;
import continuity.bench.latency.Fleet.Fate;
import continuity.bench.latency.Fleet.Member;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What a resume and a look at a context take, by ways to ask, and by how much the instance has recorded. No instance is
 * resumed twice, but where it is said.
 */
public final class LatencyBench {

    /**
     * Resumes: more than the people of 1,000 instances ask for. What follows a resume in all services takes some 100 ms
     * of CPU: at ten a second two cores would be busy with that, and its queues be what is measured.
     */
    private static final double PER_SECOND = 4;

    private static final double READINGS_PER_SECOND = 20;

    private static final int CONFLICT = 409;

    private final TestedSystem system;
    private final BenchOptions options;
    private final Plan plan;
    private final Api api;

    /**
     * How much is stored, commands apart.
     *
     * @param instances with contexts
     * @param records of the longest run; two others have a tenth and a hundredth of it
     */
    public record Plan(int instances, int records) {}

    /** What is done with each member of a fleet. */
    private interface Step {
        void take(Member member) throws Exception;
    }

    public LatencyBench(TestedSystem system, BenchOptions options, Plan plan) {
        this.system = system;
        this.options = options;
        this.plan = plan;
        this.api = system.api();
    }

    public void run(Report report) throws Exception {
        try (var fleet = new Fleet(api)) {
            fleet.fill(plan.instances());
            var runs = runs(fleet, report);
            fill(fleet, runs, report);
            fleet(fleet, report);
            for (var run : runs.entrySet()) {
                run("%,d records".formatted(run.getKey()), run.getValue(), fleet, report);
            }
        }
    }

    /** Instances by number of records. */
    private Map<Integer, String> runs(Fleet fleet, Report report) throws Exception {
        Map<Integer, String> runs = new LinkedHashMap<>();
        for (var length : List.of(plan.records() / 100, plan.records() / 10, plan.records())) {
            var start = System.nanoTime();
            runs.put(length, fleet.run(length));
            var took = Duration.ofNanos(System.nanoTime() - start);
            report.note("%,d records of one instance: sent and in its context within %.1f s."
                    .formatted(length, took.toMillis() / 1000.0));
        }
        return runs;
    }

    private void fill(Fleet fleet, Map<Integer, String> runs, Report report) throws Exception {
        var backbone = system.backbone();
        if (backbone.isPresent()) {
            new Copies(backbone.get())
                    .fillUpTo(
                            options.commands(),
                            Objects.requireNonNull(runs.get(plan.records())),
                            plan.records(),
                            fleet.projects());
        }
        report.note("%,d instances, of which those that live say so once a minute; %s commands stored."
                .formatted(
                        plan.instances(), backbone.isPresent() ? "%,d".formatted(options.commands()) : "only their"));
    }

    private void fleet(Fleet fleet, Report report) throws Exception {
        each(fleet, "POST /resume, by project", Fate.INTERRUPTED, member -> fleet.resume(member.project()), report);
        each(fleet, "POST /resume, by id", Fate.FINISHED, member -> fleet.resume(member.instanceId()), report);
        each(
                fleet,
                "POST /resume, of a running one",
                Fate.RUNNING,
                member -> fleet.take(system.operator(), member.instanceId()),
                report);
        each(
                fleet,
                "POST /resume, refused: resumed before",
                Fate.RESUMED,
                member -> resumeTooLate(fleet, member),
                report);
        contexts(fleet, report);
    }

    /** Of one after the other, which are more than a service keeps in memory. */
    private void contexts(Fleet fleet, Report report) throws Exception {
        var members = fleet.members(Fate.RESUMED);
        var next = new AtomicInteger();
        var load = new OpenLoop(READINGS_PER_SECOND, options.length());
        measure(
                "GET /context",
                load,
                () -> fleet.context(
                        members.get(next.getAndIncrement() % members.size()).instanceId()),
                report);
    }

    private static void resumeTooLate(Fleet fleet, Member member) throws IOException, InterruptedException {
        try {
            fleet.resume(member.instanceId());
        } catch (Refused e) {
            if (e.status() == CONFLICT) {
                return;
            }
            throw e;
        }
        throw new IOException(member.instanceId() + " was resumed twice");
    }

    /** The context of a run, and a resume by one session again and again, which only the first time finds it free. */
    private void run(String length, String instanceId, Fleet fleet, Report report) throws Exception {
        var readings = new OpenLoop(READINGS_PER_SECOND, options.length());
        var resumes = new OpenLoop(PER_SECOND, options.length());
        measure("GET /context, " + length, readings, () -> fleet.context(instanceId), report);
        measure(
                "POST /events until the context has it, " + length,
                resumes,
                () -> sayAndSee(fleet, instanceId),
                report);
        fleet.cutOff(instanceId);
        var session = UUID.randomUUID().toString();
        measure(
                "POST /resume, by the same session again, " + length,
                resumes,
                () -> fleet.resume(instanceId, session),
                report);
    }

    private static void sayAndSee(Fleet fleet, String instanceId) throws IOException, InterruptedException {
        var event = fleet.say(instanceId, "and now the docs");
        while (fleet.context(instanceId).path("last_event_sequence").asLong() < event) {
            Thread.onSpinWait();
        }
    }

    /** Each member once; the rounds are as long as there are enough of them. */
    private void each(Fleet fleet, String name, Fate fate, Step step, Report report) throws Exception {
        Queue<Member> members = new ConcurrentLinkedQueue<>(fleet.members(fate));
        var ofARound = members.size() / (options.rounds() + 1);
        var enough = Duration.ofMillis((long) (ofARound * 1000 / PER_SECOND));
        var length = enough.compareTo(options.length()) < 0 ? enough : options.length();
        measure(name, new OpenLoop(PER_SECOND, length), () -> step.take(members.remove()), report);
    }

    private void measure(String name, OpenLoop load, Call call, Report report) throws Exception {
        var floor = new Floor("GET /q/health/live", () -> api.get("/q/health/live", Map.of()));
        new TimedCalls(load, options.rounds()).measure(name, call, floor, report);
        System.err.println("measured: " + name);
    }
}
