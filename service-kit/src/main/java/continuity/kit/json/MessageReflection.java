package continuity.kit.json;

import continuity.contracts.CheckpointCreated;
import continuity.contracts.CommandLogged;
import continuity.contracts.EventAppended;
import continuity.contracts.EventType;
import continuity.contracts.HeartbeatAccepted;
import continuity.contracts.Instance;
import continuity.contracts.InstanceChanged;
import continuity.contracts.Machine;
import continuity.contracts.MachineChanged;
import continuity.contracts.TokenChanged;
import continuity.contracts.WorkState;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** Lets a native executable read and write the records of the contracts, which know nothing of frameworks. */
@RegisterForReflection(
        targets = {
            InstanceChanged.class,
            Instance.class,
            HeartbeatAccepted.class,
            Machine.class,
            MachineChanged.class,
            CommandLogged.class,
            EventAppended.class,
            EventType.class,
            CheckpointCreated.class,
            TokenChanged.class,
            WorkState.class,
            WorkState.Epic.class,
            WorkState.Goal.class,
            WorkState.Said.class,
            WorkState.TouchedFile.class,
            WorkState.Git.class,
            WorkState.AtStart.class,
            WorkState.LeftBehind.class,
            WorkState.Commit.class,
            WorkState.TestRun.class,
            WorkState.RecentCommand.class,
            WorkState.RunningTool.class,
            WorkState.AwaitedInput.class,
            WorkState.Todo.class,
            WorkState.Subagent.class,
            WorkState.OpenError.class,
            WorkState.Note.class,
            WorkState.Environment.class,
            WorkState.ContextWindow.class
        })
final class MessageReflection {

    private MessageReflection() {}
}
