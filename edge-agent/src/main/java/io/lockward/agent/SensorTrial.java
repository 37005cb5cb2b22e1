package io.lockward.agent;

import io.lockward.agent.bank.sensing.Sample;
import io.lockward.agent.bank.sensing.SensorChannel;
import io.lockward.agent.config.AgentConfig;
import io.lockward.agent.config.SensorWiring;
import io.lockward.agent.config.Sensors;
import io.lockward.agent.hardware.Occupancy;
import io.lockward.protocol.CompartmentId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/// Reads each sensor of one compartment once, for `agent check`.
final class SensorTrial {
    private static final long PATIENCE_SECONDS = 3;

    private SensorTrial() {}

    /// @return what they read, for people
    /// @throws IOException when one does not answer, with a sentence
    static String run(AgentConfig config, Path devices, CompartmentId compartment) throws IOException {
        // Item bits are read with the boards, which `check` tries by themselves.
        List<SensorWiring> own = config.sensors().wiring().getOrDefault(compartment, List.of()).stream()
                .filter(wiring -> !(wiring instanceof SensorWiring.ItemBit))
                .toList();
        if (own.isEmpty()) {
            return "item bit of its lock board";
        }
        Sensors alone = new Sensors(
                new TreeMap<>(Map.of(compartment, own)),
                config.sensors().bus(),
                config.sensors().cell());
        BlockingQueue<List<Sample>> heard = new LinkedBlockingQueue<>();
        Map<SensorChannel, Double> read = new EnumMap<>(SensorChannel.class);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        try (Occupancy occupancy = SensorLines.open(
                alone,
                config.gpio().chip(),
                devices,
                Map::of,
                () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime() & Long.MAX_VALUE))) {
            occupancy.listen((where, samples) -> heard.add(samples));
            while (read.size() < own.size() && System.nanoTime() - end < 0) {
                List<Sample> samples = heard.poll(100, TimeUnit.MILLISECONDS);
                if (samples != null) {
                    samples.forEach(sample -> read.put(sample.channel(), sample.value()));
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted");
        }
        for (SensorWiring wiring : own) {
            SensorChannel channel = wiring.profile().channel();
            if (!read.containsKey(channel)) {
                throw new IOException("the " + channel.words() + " does not answer");
            }
        }
        return read.entrySet().stream()
                .map(entry -> String.format(
                        Locale.ROOT,
                        "%s %.1f %s",
                        entry.getKey().words(),
                        entry.getValue(),
                        entry.getKey().unit()))
                .collect(Collectors.joining(", "));
    }
}
