package io.lockward.simulator.fleet;

import io.lockward.agent.Agent;
import io.lockward.agent.journal.FileDisk;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Gives one agent of the demo its thread, and takes it away in order or as a power cut does.
final class AgentDriver {
    private static final Logger LOG = LoggerFactory.getLogger(AgentDriver.class);
    /// What comes from outside waits at most this long; production agents are woken instead.
    private static final long NAP_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private static final long GOODBYE_NANOS = TimeUnit.SECONDS.toNanos(3);

    private final Agent agent;
    private final FileDisk disk;
    private final Thread thread;
    private volatile boolean leaving;
    private volatile boolean cut;

    /// @param ended told on the agent's thread when the agent has ended by itself
    AgentDriver(Agent agent, FileDisk disk, String bank, Runnable ended) {
        this.agent = agent;
        this.disk = disk;
        this.thread = Thread.ofPlatform().daemon().name(bank).start(() -> run(ended));
    }

    /// Ends the agent. Abruptly: nothing is said and nothing is written any more, as when the power goes.
    void stop(boolean abruptly) {
        cut = abruptly;
        leaving = true;
        try {
            if (!Thread.currentThread().equals(thread)) {
                thread.join();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        if (!abruptly) {
            agent.close();
        }
        try {
            disk.close();
        } catch (IOException e) {
            LOG.atWarn().setCause(e).log("the bank's folder could not be let go");
        }
    }

    private void run(Runnable ended) {
        while (!leaving && agent.ended() == null) {
            agent.doWork();
            LockSupport.parkNanos(NAP_NANOS);
        }
        if (cut) {
            return;
        }
        agent.link().leave();
        long deadline = System.nanoTime() + GOODBYE_NANOS;
        while (!cut && !agent.link().hasEnded() && System.nanoTime() < deadline) {
            agent.doWork();
            LockSupport.parkNanos(NAP_NANOS);
        }
        if (!leaving) {
            ended.run();
        }
    }
}
