package io.lockward.bench;

import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import io.lockward.launcher.PrivateFile;
import io.lockward.protocol.BankId;
import io.lockward.protocol.Channel;
import io.lockward.protocol.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Durable ingest against a null subscriber on the same broker with the same client library and the same publisher, in
/// turns. While the null subscriber's turn lasts, the cloud service's account is out of the broker's credentials, so
/// that it costs nothing and stays warm.
final class IngestBench {
    /// 64 KiB, the largest run of an agent, holds this many entries of 300 bytes and a comma each.
    private static final int RUN_ENTRIES = 64 * 1024 / (BankJournal.ENTRY_BYTES + 1);

    private final Stage stage;
    private final Figures figures;
    private final int bankCount;
    private final int rounds;
    private final int flight;
    private final int runsInFlight;
    private final Duration measured;
    private final List<Double> nulls = new ArrayList<>();
    private final List<Double> durables = new ArrayList<>();
    private long epoch;
    /// Who hears of acks now.
    private volatile Load hears = new Load(List.of(), 1, 1);

    IngestBench(Stage stage, Figures figures, Options options) {
        this.stage = stage;
        this.figures = figures;
        this.bankCount = options.get("banks", 1_000);
        this.rounds = options.get("rounds", 2);
        // A busy journal is acknowledged every 500 ms: less in flight would measure that wait. More than 10,000 the
        // broker does not queue for a subscriber; it drops them, and they come again 5 s later.
        this.flight = options.get("flight", 9_000);
        this.runsInFlight = options.get("runs", 256);
        this.measured = Duration.ofSeconds(options.get("seconds", 15));
    }

    void run() throws IOException, InterruptedException {
        List<String> names = IntStream.rangeClosed(1, bankCount)
                .mapToObj("bench-%05d"::formatted)
                .toList();
        List<String> accounts = new ArrayList<>(names);
        accounts.add("bench-probe");
        Stage.Broker broker = stage.broker(accounts);
        Stage.Cloud cloud = stage.cloud(broker);
        try (Clients clients = new Clients(broker)) {
            figures.progress("connecting " + bankCount + " banks");
            List<Mqtt5AsyncClient> connected =
                    clients.connect(names.stream().map(Clients.Who::bank).toList());
            List<LoadBank> banks = IntStream.range(0, bankCount)
                    .mapToObj(i -> new LoadBank(connected.get(i), BankJournal.of(new BankId(names.get(i)), 1)))
                    .toList();
            Mqtt5AsyncClient nullSubscriber = clients.connect(Clients.Who.cloud("null"));
            Probe probe = new Probe(clients.connect(Clients.Who.bank("bench-probe")));
            Load live = new Load(banks, 1, flight);
            Load drain = new Load(banks, RUN_ENTRIES, runsInFlight);
            hears = live;
            subscribe(banks);
            alternate(broker, cloud, nullSubscriber, probe, live);
            figures.progress("draining in runs of " + RUN_ENTRIES + " entries");
            hears = drain;
            Load.Result drained = measure(cloud, "drain", drain, true, Duration.ofSeconds(3));
            report(drained);
        }
    }

    private void subscribe(List<LoadBank> banks) throws InterruptedException {
        List<CompletableFuture<?>> subscribing = new ArrayList<>();
        for (LoadBank bank : banks) {
            String topic = bank.client()
                    .getConfig()
                    .getClientIdentifier()
                    .map(id -> Topics.of(new BankId(id.toString()), Channel.ACK))
                    .orElseThrow();
            subscribing.add(Clients.beginSubscribe(bank.client(), topic, ack -> hears.acknowledged(bank, ack)));
        }
        for (CompletableFuture<?> one : subscribing) {
            Clients.await(one);
        }
    }

    private void alternate(
            Stage.Broker broker, Stage.Cloud cloud, Mqtt5AsyncClient nullSubscriber, Probe probe, Load load)
            throws IOException, InterruptedException {
        List<String> credentials = Files.readAllLines(broker.credentials());
        String everyBank = Topics.ofEveryBank(Channel.ENTRIES);
        for (int round = 0; round <= rounds; round++) {
            String name = round == 0 ? "warm-up" : "round " + round;
            admitCloud(broker.credentials(), credentials, false);
            probe.awaitCloud(false);
            Clients.subscribe(nullSubscriber, everyBank, _ -> load.received());
            Load.Result a = measure(cloud, name + ", null subscriber", load, false, Duration.ofSeconds(3));
            Clients.await(
                    nullSubscriber.unsubscribeWith().topicFilter(everyBank).send());
            admitCloud(broker.credentials(), credentials, true);
            probe.awaitCloud(true);
            Load.Result b = measure(cloud, name + ", durable", load, true, Duration.ofSeconds(round == 0 ? 30 : 3));
            if (round > 0) {
                nulls.add(a.perSecond());
                durables.add(b.perSecond());
            }
        }
    }

    private Load.Result measure(Stage.Cloud cloud, String name, Load load, boolean durable, Duration warmUp)
            throws InterruptedException {
        epoch++;
        ProcessHandle family = ProcessHandle.of(cloud.process().pid()).orElseThrow();
        Duration before = Machine.cpuOfFamily(family);
        Load.Result result = load.run(durable, epoch, warmUp, measured);
        Duration cpu = Machine.cpuOfFamily(family).minus(before);
        figures.progress(String.format(
                Locale.ROOT,
                "%s: %.0f entries/s; sent again %d, refused %d, never settled %d; CPU of cloud and database %.1f s",
                name,
                result.perSecond(),
                result.resent(),
                result.failed(),
                result.left(),
                cpu.toMillis() / 1e3));
        return result;
    }

    private void report(Load.Result drained) {
        double a = new Percentiles(nulls).median();
        double b = new Percentiles(durables).median();
        figures.progress("null subscriber "
                + nulls.stream().map(rate -> "%.0f".formatted(rate)).collect(Collectors.joining(" ")) + ", durable "
                + durables.stream().map(rate -> "%.0f".formatted(rate)).collect(Collectors.joining(" ")));
        figures.figure("null-subscriber", a, "entries/s");
        figures.figure("durable-ingest", b, "entries/s");
        figures.figure("backlog-drain", drained.perSecond(), "entries/s");
        figures.figure("ratio", b / a, "x");
    }

    /// Takes the cloud service's account out of the credentials or puts it back; the broker follows within a second.
    private static void admitCloud(Path file, List<String> lines, boolean admitted) {
        PrivateFile.write(
                file,
                lines.stream()
                        .filter(line -> admitted || !line.startsWith(Stage.CLOUD + ":"))
                        .collect(Collectors.joining("\n", "", "\n")));
    }

    /// Tells by entries of a bank of its own whether the cloud service listens.
    private static final class Probe {
        private final LoadBank bank;
        private final AtomicBoolean heard = new AtomicBoolean();

        Probe(Mqtt5AsyncClient client) throws InterruptedException {
            BankId id = new BankId("bench-probe");
            bank = new LoadBank(client, BankJournal.of(id, 1));
            Clients.subscribe(client, Topics.of(id, Channel.ACK), _ -> heard.set(true));
            var _ = bank.publish(1, "2026-11-22T12:00:00.000Z", true);
        }

        void awaitCloud(boolean listening) throws InterruptedException {
            long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
            while (System.nanoTime() < deadline) {
                heard.set(false);
                bank.rewind(0);
                TimeUnit.MILLISECONDS.sleep(1_500);
                if (heard.get() == listening) {
                    return;
                }
            }
            throw new IllegalStateException("the cloud service does not follow its credentials");
        }
    }
}
