package io.lockward.bench;

import java.time.Duration;
import java.util.List;

/// Broker, cloud service and its database as Linux sees them.
///
/// @param broker its process
/// @param cloud its process, whose descendants are the database
record Processes(ProcessHandle broker, ProcessHandle cloud) {
    /// CPU time used so far.
    record Cpu(Duration broker, Duration cloud, Duration database) {}

    Processes(Stage.Broker broker, Stage.Cloud cloud) {
        this(
                ProcessHandle.of(broker.process().pid()).orElseThrow(),
                ProcessHandle.of(cloud.process().pid()).orElseThrow());
    }

    List<ProcessHandle> database() {
        return cloud.descendants().toList();
    }

    Cpu cpu() {
        return new Cpu(
                Machine.cpu(broker.pid()),
                Machine.cpu(cloud.pid()),
                database().stream().map(one -> Machine.cpu(one.pid())).reduce(Duration.ZERO, Duration::plus));
    }
}
