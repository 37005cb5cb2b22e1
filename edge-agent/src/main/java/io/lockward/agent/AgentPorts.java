package io.lockward.agent;

import io.lockward.agent.hardware.AgentHardware;
import io.lockward.agent.journal.Disk;
import io.lockward.agent.link.Transport;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/// Everything an agent touches. [Main] gives it the real world, the simulator its own; the agent closes
/// `disk` (with its journal) and `hardware`.
///
/// @param wall the controller's wall clock: stamps only; deadlines use the controller's uptime
/// @param random ids and jitter; must be unpredictable in production
public record AgentPorts(
        Disk disk, AgentHardware hardware, Transport transport, InstantSource wall, RandomGenerator random) {}
