package io.lockward.agent;

import io.lockward.agent.link.LinkThread;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Gives an [Agent] its threads: `control` decides and acts, `rounds` reads doors and disk, `ups` polls the UPS (which
/// may wait for a daemon), `link` talks to the broker. None of them waits for another.
///
/// Thread rule: any thread.
public final class AgentThreads implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Logger LOG = LoggerFactory.getLogger(AgentThreads.class);

    private final Agent agent;
    private final LinkThread link;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final List<Thread> threads;

    private AgentThreads(Agent agent) {
        this.agent = agent;
        this.link = LinkThread.start(
                wake -> {
                    agent.wakeLinkBy(wake);
                    return agent.link();
                },
                agent::up,
                agent.setup().link().goodbyeMillis() + PATIENCE.toMillis(),
                agent::failed);
        this.threads = List.of(
                thread("control", this::control),
                thread("rounds", () -> rounds(agent.rounds())),
                thread("ups", () -> rounds(agent.upsRounds())));
    }

    /// Starts driving an agent, which is closed with these threads.
    public static AgentThreads start(Agent agent) {
        AgentThreads driving = new AgentThreads(agent);
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

    private void rounds(Rounds rounds) {
        try {
            while (agent.ended() == null) {
                long wait = rounds.doWork(agent.up()) - agent.up();
                if (wait > 0 && ended.await(wait, TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
