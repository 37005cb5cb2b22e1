package io.lockward.bench;

import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import io.lockward.launcher.Child;
import io.lockward.launcher.LaunchFailed;
import io.lockward.launcher.PrivateFile;
import io.lockward.protocol.Ack;
import io.lockward.protocol.BankId;
import io.lockward.protocol.Channel;
import io.lockward.protocol.Topics;
import io.lockward.protocol.entry.EntryRun;
import io.lockward.protocol.wire.Decoded;
import io.lockward.protocol.wire.JwkText;
import io.lockward.protocol.wire.WireJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What one agent costs its controller, by JVM flags: a connected agent process, its entries acknowledged as the cloud
/// would, nothing else to do.
final class AgentBench {
    private static final String BANK = "bench-agent";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final List<String> SMALL = List.of("-XX:+UseSerialGC", "-Xmx48m", "-Xss256k");
    private static final String C1 = "-XX:TieredStopAtLevel=1";
    private static final int STARTS = 3;

    private final Stage stage;
    private final Figures figures;
    private final int seconds;
    private volatile CompletableFuture<Long> online = new CompletableFuture<>();

    /// A way to start the agent.
    ///
    /// @param training flags of a first run that writes an archive; empty for none
    private record Variant(String name, List<String> flags, List<String> training) {}

    AgentBench(Stage stage, Figures figures, Options options) {
        this.stage = stage;
        this.figures = figures;
        this.seconds = options.get("seconds", 30);
    }

    void run() throws IOException, InterruptedException {
        Stage.Broker broker = stage.broker(List.of(BANK));
        try (Clients clients = new Clients(broker)) {
            Mqtt5AsyncClient cloud = clients.connect(Clients.Who.cloud("cloud"));
            Clients.subscribe(cloud, Topics.ofEveryBank(Channel.PRESENCE), this::presence);
            Clients.subscribe(cloud, Topics.ofEveryBank(Channel.ENTRIES), run -> acknowledge(cloud, run));
            for (Variant variant : variants()) {
                Path config = config(broker, variant.name());
                if (!variant.training().isEmpty()) {
                    train(variant, config);
                }
                measure(variant, config);
            }
        }
    }

    private List<Variant> variants() {
        Path cds = stage.folder().resolve("agent.jsa");
        Path small = stage.folder().resolve("agent-small.jsa");
        Path aot = stage.folder().resolve("agent.aot");
        List<String> c1 = with(SMALL, C1);
        List<String> shipped = List.of("@" + stage.programs().home().resolve("deploy/agent.jvm"));
        return List.of(
                new Variant("serial", SMALL, List.of()),
                new Variant("serial-c1", c1, List.of()),
                new Variant(
                        "serial-c1-cds",
                        with(c1, "-XX:SharedArchiveFile=" + cds),
                        with(c1, "-XX:ArchiveClassesAtExit=" + cds)),
                new Variant("serial-c1-aot", with(c1, "-XX:AOTCache=" + aot), with(c1, "-XX:AOTCacheOutput=" + aot)),
                new Variant("shipped", shipped, List.of()),
                new Variant(
                        "shipped-cds",
                        with(shipped, "-XX:SharedArchiveFile=" + small),
                        with(shipped, "-XX:ArchiveClassesAtExit=" + small)));
    }

    private static List<String> with(List<String> flags, String... more) {
        return Stream.concat(flags.stream(), Stream.of(more)).toList();
    }

    private void train(Variant variant, Path config) throws InterruptedException {
        figures.progress("training run for " + variant.name());
        try (Child _ = start(variant.name() + "-training", variant.training(), config)) {
            awaitOnline(variant.name());
            TimeUnit.SECONDS.sleep(3);
        }
    }

    private void measure(Variant variant, Path config) throws InterruptedException {
        figures.progress("measuring " + variant.name() + ", " + Machine.describe());
        List<Double> starts = new ArrayList<>();
        for (int i = 1; i < STARTS; i++) {
            try (Child _ = start(variant.name(), variant.flags(), config)) {
                starts.add(awaitOnline(variant.name()));
            }
        }
        try (Child agent = start(variant.name(), variant.flags(), config)) {
            starts.add(awaitOnline(variant.name()));
            TimeUnit.SECONDS.sleep(10);
            Duration before = Machine.cpu(agent.pid());
            TimeUnit.SECONDS.sleep(seconds);
            double idle = Machine.cpu(agent.pid()).minus(before).toMillis() / 10.0 / seconds;
            figures.figure(variant.name() + "-rss", Machine.residentMegabytes(agent.pid()), "MB");
            figures.figure(variant.name() + "-pss", Machine.proportionalMegabytes(agent.pid()), "MB");
            figures.figure(variant.name() + "-to-connected", new Percentiles(starts).median(), "s");
            figures.figure(variant.name() + "-idle-cpu", idle, "%-of-a-core");
        }
    }

    /// Archives need jars: no folders on the class path.
    private Child start(String name, List<String> flags, Path config) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags);
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp", classPath(), "io.lockward.agent.Main"));
        command.addAll(List.of("run", "--config", config.toString()));
        online = new CompletableFuture<>();
        started = System.nanoTime();
        Path log = stage.folder().resolve("log/agent-" + name + ".log");
        return Child.start("agent", log, command, Map.of());
    }

    private volatile long started;

    private String classPath() {
        Path target = stage.programs().home().resolve("edge-agent/target");
        try (Stream<Path> own = Files.list(target);
                Stream<Path> libraries = Files.list(target.resolve("lib"))) {
            List<String> jars = Stream.concat(
                            own.filter(file ->
                                    file.getFileName().toString().matches("edge-agent-[0-9.]+(-SNAPSHOT)?\\.jar")),
                            libraries
                                    .filter(file -> file.toString().endsWith(".jar"))
                                    .sorted())
                    .map(Path::toString)
                    .toList();
            if (jars.isEmpty() || !jars.getFirst().contains("edge-agent")) {
                throw new LaunchFailed("the agent's jar is not built: run ./lockward build");
            }
            return jars.stream().collect(Collectors.joining(":"));
        } catch (IOException e) {
            throw new LaunchFailed("the agent is not built: " + e.getMessage());
        }
    }

    private double awaitOnline(String name) throws InterruptedException {
        try {
            return (online.get(PATIENCE.toSeconds(), TimeUnit.SECONDS) - started) / 1e9;
        } catch (ExecutionException | TimeoutException _) {
            stage.keepLogs();
            throw new LaunchFailed("the agent does not connect with " + name);
        }
    }

    private void presence(Mqtt5Publish said) {
        if (new String(said.getPayloadAsBytes(), StandardCharsets.UTF_8).contains("\"online\"")) {
            online.complete(System.nanoTime());
        }
    }

    private static void acknowledge(Mqtt5AsyncClient cloud, Mqtt5Publish publish) {
        if (WireJson.run(publish.getPayloadAsBytes()) instanceof Decoded.Ok<EntryRun>(EntryRun run)) {
            var _ = Clients.publish(
                    cloud,
                    Topics.of(new BankId(BANK), Channel.ACK),
                    WireJson.encode(new Ack(run.journal(), run.last())));
        }
    }

    private Path config(Stage.Broker broker, String name) throws IOException {
        Path folder = Files.createDirectories(stage.folder().resolve("agent-" + name));
        PrivateFile.write(folder.resolve("password"), broker.password(BANK));
        String root = JwkText.generate("root").verifyingKey().x();
        String text = String.format(Locale.ROOT, """
                bank = %s
                broker.url = tcp://127.0.0.1:%d
                broker.password-file = password
                hardware = none
                kiosk = no
                controller = dry-run
                journal.folder = journal
                root-key = %s
                """, BANK, broker.port(), root);
        StringBuilder config = new StringBuilder(text);
        for (int i = 1; i <= 20; i++) {
            config.append(String.format(Locale.ROOT, "compartment.A%02d = size M, lock %d, door %d%n", i, i, 100 + i));
        }
        Path file = folder.resolve("agent.conf");
        Files.writeString(file, config);
        return file;
    }
}
