package io.lockward.broker;

import io.lockward.broker.hivemq.EmbeddedBroker;
import java.io.IOException;
import java.io.PrintStream;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The broker process. Prints one line on standard output when it listens, such as `ready port=41883`, with
/// ` tls-port=` and ` metrics-port=` where there are such; logs go to standard error. Ends on SIGTERM.
public final class Main {
    private static final Logger LOG = LoggerFactory.getLogger(Main.class);
    private static final int ERROR = 1;
    private static final int USAGE = 2;

    private Main() {}

    @SuppressWarnings("SystemOut") // the ready line is for the program that started this one
    public static void main(String[] arguments) {
        if (List.of(arguments).contains("--help")) {
            System.out.print(BrokerConfig.help());
            return;
        }
        switch (BrokerConfig.read(List.of(arguments))) {
            case BrokerConfig.Reading.Wrong(var message) -> {
                System.err.println("broker: " + message);
                System.exit(USAGE);
            }
            case BrokerConfig.Reading.Ready(var config) -> run(config, System.out);
        }
    }

    private static void run(BrokerConfig config, PrintStream out) {
        try {
            Refusals refusals = new Refusals();
            EmbeddedBroker broker = EmbeddedBroker.start(config, refusals, InstantSource.system());
            Rounds rounds = new Rounds(broker, refusals);
            ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("rounds").factory());
            repeat(timer, broker::refreshCredentials, 1);
            repeat(timer, rounds::everyMinute, 60);
            Runtime.getRuntime()
                    .addShutdownHook(Thread.ofPlatform().name("stop").unstarted(() -> {
                        rounds.everyMinute();
                        broker.stop();
                    }));
            StringBuilder ready = new StringBuilder("ready");
            append(ready, "port", broker.port());
            append(ready, "tls-port", broker.tlsPort());
            Integer metricsPort = config.metricsPort();
            if (metricsPort != null) {
                append(
                        ready,
                        "metrics-port",
                        MetricsEndpoint.start(metricsPort, rounds::page).port());
            }
            out.println(ready);
            out.flush();
        } catch (IOException e) {
            LOG.atError().setCause(e).log("the broker did not start");
            Runtime.getRuntime().halt(ERROR);
        } catch (InterruptedException e) {
            Runtime.getRuntime().halt(ERROR);
        }
    }

    private static void append(StringBuilder line, String key, @Nullable Integer value) {
        if (value != null) {
            line.append(' ').append(key).append('=').append(value);
        }
    }

    private static void repeat(ScheduledExecutorService timer, Runnable work, long seconds) {
        var _ = timer.scheduleWithFixedDelay(
                () -> {
                    try {
                        work.run();
                    } catch (RuntimeException e) {
                        LOG.atError().setCause(e).log("a round failed, the next one comes");
                    }
                },
                seconds,
                seconds,
                TimeUnit.SECONDS);
    }
}
