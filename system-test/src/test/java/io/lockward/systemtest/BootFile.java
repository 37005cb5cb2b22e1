package io.lockward.systemtest;

import io.lockward.agent.hardware.Controller;
import io.lockward.agent.hardware.DiskUse;
import io.lockward.agent.hardware.Outcome;
import io.lockward.protocol.BootId;
import io.lockward.protocol.command.RebootLevel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The kernel's boot of a bank under test, kept in a file: it outlives a killed agent, and a test that removes the file
/// has cut the power.
final class BootFile {
    private BootFile() {}

    static Controller controller(Path folder) throws IOException {
        Path file = folder.resolve("boot");
        if (!Files.exists(file)) {
            Path fresh = folder.resolve("boot.new");
            Files.writeString(fresh, UUID.randomUUID() + " " + Instant.now());
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        }
        String[] words = Files.readString(file).split(" ", 2);
        Duration before = Duration.between(Instant.parse(words[1]), Instant.now());
        return new UnderTest(new BootId(UUID.fromString(words[0])), before, System.nanoTime());
    }

    /// What comes after the next start is another boot.
    static void cutPower(Path folder) {
        try {
            Files.deleteIfExists(folder.resolve("boot"));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private record UnderTest(BootId bootId, Duration before, long startedNanos) implements Controller {
        @Override
        public void reboot(RebootLevel level, Consumer<Outcome> outcome) {
            outcome.accept(new Outcome.Failed("this bank is not rebooted by command"));
        }

        @Override
        public void halt(Consumer<Outcome> outcome) {
            outcome.accept(new Outcome.Failed("this bank does not halt"));
        }

        @Override
        public Duration uptime() {
            return before.plusNanos(System.nanoTime() - startedNanos);
        }

        @Override
        public @Nullable DiskUse disk() {
            return null;
        }

        @Override
        public @Nullable Integer temperatureMilliCelsius() {
            return null;
        }
    }
}
