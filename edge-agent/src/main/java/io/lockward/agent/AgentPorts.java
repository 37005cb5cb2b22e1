package io.lockward.agent;

import io.lockward.agent.hardware.AgentHardware;
import io.lockward.agent.journal.Disk;
import io.lockward.agent.link.Transport;
import io.lockward.agent.upload.ClipUploads;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/// Everything an agent touches. [Main] gives it the real world, the simulator its own; the agent closes
/// `disk` (with its journal), `hardware` and `uploads`.
///
/// @param uploads brings clips to the cloud
/// @param wall the controller's wall clock: stamps only; deadlines use the controller's uptime
/// @param random ids and jitter; must be unpredictable in production
public record AgentPorts(
        Disk disk,
        AgentHardware hardware,
        Transport transport,
        ClipUploads uploads,
        InstantSource wall,
        RandomGenerator random) {
    /// An agent that brings no clips anywhere.
    public AgentPorts(
            Disk disk, AgentHardware hardware, Transport transport, InstantSource wall, RandomGenerator random) {
        this(disk, hardware, transport, ClipUploads.NONE, wall, random);
    }
}
