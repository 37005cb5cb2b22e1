package io.lockward.agent.hardware;

import io.lockward.protocol.BootId;
import io.lockward.protocol.command.RebootLevel;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The computer the agent runs on.
///
/// Thread rule: may be called from any thread.
public interface Controller {
    /// Orders a reboot and returns at once. The caller has made everything durable before. A level this controller
    /// cannot do is answered with [Outcome.Failed].
    ///
    /// @param outcome told at most once, on any thread (the process may end first); must not block
    void reboot(RebootLevel level, Consumer<Outcome> outcome);

    /// Orders power-off and returns at once. The caller has made everything durable before, and lives until it knows
    /// the outcome: who orders from a process that ends may order nothing.
    ///
    /// @param outcome told once, on any thread; must not block
    void halt(Consumer<Outcome> outcome);

    /// The kernel's boot, constant for as long as this process lives.
    BootId bootId();

    /// Time since the kernel started, suspend included, never going backwards.
    Duration uptime();

    /// Whether there is a network that could lead to the cloud, as far as this computer can tell; true where it
    /// cannot.
    default boolean hasNetwork() {
        return true;
    }

    /// What else this computer tells about itself to people who look for a fault, by name: memory, its way to the
    /// network. At most 20 facts of at most 512 characters; what cannot be read is left out. May read files.
    default Map<String, String> facts() {
        return Map.of();
    }

    /// The file system that holds the agent's data, or null when it cannot be read.
    @Nullable
    DiskUse disk();

    /// The processor's temperature in thousandths of a degree Celsius (-40,000 to 150,000), or null where there is no
    /// sensor.
    @Nullable
    Integer temperatureMilliCelsius();
}
