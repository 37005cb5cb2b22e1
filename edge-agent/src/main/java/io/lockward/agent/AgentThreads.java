package io.lockward.agent;

import io.lockward.agent.Liveness.Part;
import io.lockward.agent.hardware.systemd.Supervisor;
import io.lockward.agent.link.LinkThread;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Gives an [Agent] its threads: `control` decides and acts, `rounds` reads doors and disk, `ups` polls the UPS (which
/// may wait for a daemon), `link` talks to the broker. None of them waits for another. Under a supervisor `watchdog`
/// tells it that these move, and `proof` writes to a disk that has had nothing to write.
///
/// Thread rule: any thread.
public final class AgentThreads implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Logger LOG = LoggerFactory.getLogger(AgentThreads.class);

    private final Agent agent;
    private final Watchdog watchdog;
    private final Watchdog.ProofAge proof;
    private final LinkThread link;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final List<Thread> threads;

    private AgentThreads(Agent agent, Supervisor supervisor, Watchdog.ProofAge proof) {
        this.agent = agent;
        this.watchdog = new Watchdog(supervisor, proof);
        this.proof = proof;
        this.link = LinkThread.start(
                wake -> {
                    agent.wakeLinkBy(wake);
                    return agent.link();
                },
                agent::up,
                agent.setup().link().goodbyeMillis() + PATIENCE.toMillis(),
                () -> moved(Part.LINK),
                agent::failed);
        List<Thread> work = new ArrayList<>(List.of(
                thread("control", this::control),
                thread("rounds", () -> rounds(agent.rounds(), () -> moved(Part.ROUNDS))),
                thread("ups", () -> rounds(agent.upsRounds(), () -> {}))));
        if (supervisor.isThere()) {
            work.add(thread("watchdog", this::watch));
        }
        if (supervisor.watchdog() != null) {
            work.add(thread("proof", this::prove));
        }
        this.threads = List.copyOf(work);
    }

    /// Starts driving an agent, which is closed with these threads. Nobody watches it.
    public static AgentThreads start(Agent agent) {
        return start(agent, Supervisor.none());
    }

    /// As [#start(Agent)], telling a supervisor how it goes.
    public static AgentThreads start(Agent agent, Supervisor supervisor) {
        return start(agent, supervisor, Watchdog.ProofAge.DEFAULT);
    }

    static AgentThreads start(Agent agent, Supervisor supervisor, Watchdog.ProofAge proof) {
        AgentThreads driving = new AgentThreads(agent, supervisor, proof);
        driving.threads.forEach(Thread::start);
        return driving;
    }

    /// Waits until the agent has ended by itself.
    public ExitCode await() throws InterruptedException {
        ended.await();
        ExitCode code = agent.ended();
        return code == null ? ExitCode.FAULT : code;
    }

    /// Ends everything in order: no more decisions, the goodbye to the cloud, journal and hardware. Bounded in time.
    @Override
    public void close() {
        watchdog.stopping();
        agent.stop();
        try {
            for (Thread thread : threads) {
                if (!thread.join(PATIENCE)) {
                    LOG.atWarn().addKeyValue("thread", thread.getName()).log("thread does not end");
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        link.close();
        agent.close();
    }

    private Thread thread(String name, Runnable work) {
        return Thread.ofPlatform()
                .name(name)
                .daemon()
                .uncaughtExceptionHandler((_, problem) -> agent.failed(problem))
                .unstarted(work);
    }

    private void control() {
        try {
            while (agent.ended() == null) {
                agent.workControl();
                moved(Part.CONTROL);
                agent.control().idle();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException problem) {
            agent.failed(problem);
        } finally {
            ended.countDown();
        }
    }

    private void moved(Part part) {
        watchdog.moved(part, agent::up);
    }

    private void rounds(Rounds rounds, Runnable turned) {
        repeat(() -> {
            long next = rounds.doWork(agent.up());
            turned.run();
            return next - agent.up();
        });
    }

    private void watch() {
        repeat(() -> {
            watchdog.provenAt(agent.journal().provenUp());
            return watchdog.look(agent.up());
        });
    }

    /// On a thread of its own: a disk that hangs must not keep the watchdog's thread from saying so.
    private void prove() {
        repeat(() -> {
            long due = agent.journal().provenUp() + proof.askAt().toMillis();
            if (agent.up() >= due) {
                agent.journal().prove();
                due = agent.journal().provenUp() + proof.askAt().toMillis();
            }
            return due - agent.up();
        });
    }

    /// @param turn gives how many milliseconds to wait before the next one
    private void repeat(LongSupplier turn) {
        try {
            while (agent.ended() == null) {
                long wait = turn.getAsLong();
                if (wait > 0 && ended.await(wait, TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
