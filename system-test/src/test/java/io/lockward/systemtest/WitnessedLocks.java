package io.lockward.systemtest;

import io.lockward.agent.Agent;
import io.lockward.agent.hardware.Locks;
import io.lockward.agent.hardware.PulseResult;
import io.lockward.protocol.CompartmentId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Locks whose every real pulse is written down durably before the current flows, in a file that no code of Lockward
/// knows: `compartment durableSeq` a line.
final class WitnessedLocks implements Locks {
    private final Locks real;
    private final Supplier<@Nullable Agent> agent;
    private final FileChannel file;

    WitnessedLocks(Locks real, Path file, Supplier<@Nullable Agent> agent) throws IOException {
        this.real = real;
        this.agent = agent;
        this.file =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
    }

    /// One real pulse.
    ///
    /// @param durableSeq how far the journal was durable at that moment
    record Pulse(String compartment, long durableSeq) {}

    /// Every pulse so far, in order; a torn last line counts as none.
    static List<Pulse> read(Path file) throws IOException {
        List<Pulse> pulses = new ArrayList<>();
        if (Files.exists(file)) {
            String text = Files.readString(file);
            for (String line :
                    text.substring(0, text.lastIndexOf('\n') + 1).lines().toList()) {
                int space = line.indexOf(' ');
                pulses.add(new Pulse(line.substring(0, space), Long.parseLong(line.substring(space + 1))));
            }
        }
        return pulses;
    }

    @Override
    public void pulse(CompartmentId compartment, Duration length, Consumer<PulseResult> outcome) {
        Agent now = agent.get();
        long durable = now == null ? 0 : now.journal().durableSeq();
        try {
            file.write(ByteBuffer.wrap((compartment + " " + durable + "\n").getBytes(StandardCharsets.UTF_8)));
            file.force(false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        real.pulse(compartment, length, outcome);
    }

    @Override
    public void close() {
        real.close();
    }
}
