package continuity.resume;

import continuity.resume.fold.Conversation;
import continuity.resume.fold.Epics;
import continuity.resume.fold.Evidence;
import continuity.resume.fold.Milestones;
import continuity.resume.fold.Newest;
import continuity.resume.fold.NewestByKey;
import continuity.resume.fold.NewestFew;
import continuity.resume.fold.Observation;
import continuity.resume.fold.Oldest;
import continuity.resume.fold.RegistryRow;
import continuity.resume.fold.Repository;
import continuity.resume.fold.Seen;
import continuity.resume.fold.Sequences;
import continuity.resume.fold.Session;
import continuity.resume.fold.Stamp;
import continuity.resume.fold.Tasks;
import continuity.resume.fold.ToolCalls;
import continuity.resume.fold.Touch;
import continuity.resume.packet.Citation;
import continuity.resume.packet.Confidence;
import continuity.resume.packet.Lag;
import continuity.resume.packet.Summary;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** Lets a native executable read and write the stored evidence and the answers, which know nothing of frameworks. */
@RegisterForReflection(
        targets = {
            Evidence.class,
            Session.class,
            Session.Context.class,
            RegistryRow.class,
            Sequences.class,
            Sequences.Range.class,
            Conversation.class,
            Repository.class,
            Repository.Shown.class,
            Observation.class,
            Observation.Change.class,
            Observation.Commit.class,
            Touch.class,
            Touch.Kind.class,
            ToolCalls.class,
            ToolCalls.Ran.class,
            ToolCalls.Began.class,
            ToolCalls.Outcome.class,
            Epics.class,
            Tasks.class,
            Tasks.Item.class,
            Milestones.class,
            Milestones.Tests.class,
            Milestones.Checkpoint.class,
            Newest.class,
            Oldest.class,
            NewestFew.class,
            NewestByKey.class,
            Seen.class,
            Stamp.class,
            Succession.class,
            ResumeOutcome.Resumed.class,
            ResumeOutcome.Several.class,
            ResumeOutcome.Match.class,
            Summary.class,
            Summary.File.class,
            Confidence.class,
            Confidence.Deduction.class,
            Confidence.Deduction[].class,
            Lag.class,
            Lag.State.class,
            Citation.class
        })
final class ResumeReflection {

    private ResumeReflection() {}
}
