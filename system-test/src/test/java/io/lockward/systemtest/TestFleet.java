package io.lockward.systemtest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One running Lockward to be maltreated: broker, database, signer and cloud service, with banks it knows.
/// Thread rule: one thread.
final class TestFleet implements AutoCloseable {
    final Path folder;
    final TestServices services;
    final CloudProcess cloud;

    private TestFleet(Path folder, TestServices services, CloudProcess cloud) {
        this.folder = folder;
        this.services = services;
        this.cloud = cloud;
    }

    /// Starts everything but the agents.
    ///
    /// @param banks their ids; each has the doors of a [FaultAgent]
    static TestFleet start(Path folder, List<String> banks) throws IOException, InterruptedException {
        TestServices services = TestServices.start(folder, List.of("cloud"), banks);
        CloudProcess cloud = new CloudProcess(folder, services);
        cloud.start();
        TestFleet fleet = new TestFleet(folder, services, cloud);
        for (String bank : banks) {
            register(cloud.rest(), bank);
        }
        return fleet;
    }

    /// An agent that is not started, with its key registered.
    ///
    /// @param brokerPort where it finds the broker
    AgentProcess agent(String bank, int brokerPort) throws IOException, InterruptedException {
        AgentProcess agent =
                new AgentProcess(folder.resolve(bank), bank, services.password(bank), brokerPort, cloud.keys());
        cloud.registerKey(bank, agent.publicKey());
        return agent;
    }

    /// Tells a cloud service of a bank that has the doors of a [FaultAgent].
    static void register(Rest rest, String bank) throws IOException, InterruptedException {
        ObjectNode body = Rest.JSON.createObjectNode().put("id", bank).put("name", bank);
        body.putObject("site").put("id", "test-site").put("name", "Test site").put("timeZone", "Europe/Lisbon");
        ArrayNode columns = body.putObject("layout").putArray("columns");
        column(columns, "A", FaultAgent.COMMANDED);
        column(columns, "B", FaultAgent.FORCED);
        Rest.Answer answer = rest.post("/api/v1/banks", body, null);
        if (!answer.isOk()) {
            throw new AssertionError("registering answered " + answer);
        }
    }

    private static void column(ArrayNode columns, String id, List<String> compartments) {
        ArrayNode rows = columns.addObject().put("id", id).putArray("compartments");
        compartments.forEach(
                compartment -> rows.addObject().put("id", compartment).put("size", "M"));
    }

    @Override
    public void close() {
        end(cloud, services);
    }

    /// Ends all of them in this order, each even when another cannot be; those that never began are `null`.
    static void end(@Nullable AutoCloseable... parts) {
        for (AutoCloseable part : parts) {
            try {
                if (part != null) {
                    part.close();
                }
            } catch (Exception e) {
                System.err.println("could not be ended: " + e);
            }
        }
    }
}
