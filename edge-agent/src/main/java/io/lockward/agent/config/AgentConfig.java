package io.lockward.agent.config;

import io.lockward.agent.bank.ServiceSetup;
import io.lockward.agent.bank.Timing;
import io.lockward.agent.bank.power.ShutdownRule;
import io.lockward.agent.bank.remedy.RemedySetup;
import io.lockward.agent.hardware.DoorWiring;
import io.lockward.agent.hardware.PowerCycleSettings;
import io.lockward.agent.hardware.hat.FuelGauge;
import io.lockward.agent.hardware.kiosk.Face;
import io.lockward.agent.hardware.lockboard.LockBoardSettings;
import io.lockward.protocol.BankId;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.key.VerifyingKey;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What one bank's configuration file says; see [ConfigReader].
///
/// @param authorities PEM file that vouches for the broker; `null` without TLS
/// @param boards the lock boards; `null` unless the adapter is [Adapter#LOCKBOARD]
/// @param tamper a line of the chip for the cabinet's switch; `null` without one
/// @param light a line of the chip for the light that blinks when the bank is to be found; `null` without one
/// @param sensors the occupancy sensors, possibly none
/// @param ups `null` when none is fitted
/// @param powerCycle what cuts the power; `null` when nothing does. Otherwise `ups` is [UpsAccess.Nut]
///     with a user
/// @param screen `null` when there is none
/// @param outOfReach compartments that cannot be reached from a wheelchair
/// @param remedy how far the bank may go to heal itself
/// @param service when it takes a compartment out of use by itself
/// @param rootKey vouches for the keys that may sign commands
/// @param keySetFile the key set to begin with; `null` when one has to come first
/// @param footage the cameras and what is done with their pictures; `null` without cameras
public record AgentConfig(
        BankId bank,
        URI broker,
        Path passwordFile,
        @Nullable Path authorities,
        Gpio gpio,
        SortedMap<CompartmentId, Wires> compartments,
        @Nullable LockBoardSettings boards,
        @Nullable TamperLine tamper,
        @Nullable LightLine light,
        Sensors sensors,
        @Nullable UpsAccess ups,
        @Nullable PowerCycleSettings powerCycle,
        ShutdownRule shutdown,
        Timing timing,
        @Nullable Screen screen,
        SortedSet<CompartmentId> outOfReach,
        Path journalFolder,
        int journalMebibytes,
        Restarts restarts,
        RemedySetup remedy,
        ServiceSetup service,
        VerifyingKey rootKey,
        @Nullable Path keySetFile,
        @Nullable Footage footage) {

    /// The screen.
    ///
    /// @param port where its page is served, on the loopback, 1 to 65,535
    public record Screen(int port, Face face) {}

    /// How locks and doors are reached.
    public enum Adapter {
        GPIOCHIP,
        PI4J,
        LOCKBOARD,
        NONE
    }

    /// Which family lock boards are of.
    public enum Boards {
        NONE,
        CU16,
        CU48,
        YH,
        WKLY
    }

    /// How restarts are ordered.
    public enum Orders {
        SYSTEMCTL,
        DRY_RUN
    }

    /// Which fuel gauge a HAT carries.
    public enum Gauge {
        NONE,
        MAX17040,
        INA219
    }

    /// A yes or a no.
    public enum YesNo {
        YES,
        NO
    }

    /// How the lines of this bank are wired.
    ///
    /// @param chip a device file when it starts with `/`, otherwise the label of a chip
    /// @param locksActiveHigh whether a high level energises a lock's coil
    /// @param doorsClosedHigh whether a line is high while its door is closed
    /// @param doorPull the controller's own resistor at the door switches
    /// @param debounce how long a door switch must stand still, 1 to 500 ms
    public record Gpio(
            Adapter adapter,
            String chip,
            boolean locksActiveHigh,
            boolean doorsClosedHigh,
            DoorWiring.Pull doorPull,
            Duration debounce) {}

    /// How restarts are ordered, by which program, and which systemd units they mean.
    public record Restarts(Orders orders, Path systemctl, String agentUnit, String kioskUnit) {}

    /// One compartment's wiring.
    ///
    /// @param size `S`, `M`, `L` or `XL`
    /// @param lockLine the output that drives its lock, 0 to 511; -1 when it has none
    /// @param doorLine the input its door switch is on, 0 to 511; -1 when it has none
    /// @param board its channels of a lock board; `null` without one
    public record Wires(String size, int lockLine, int doorLine, LockBoardSettings.@Nullable Channels board) {
        /// Wired to lines of the chip.
        public Wires(String size, int lockLine, int doorLine) {
            this(size, lockLine, doorLine, null);
        }
    }

    /// The switch that tells that somebody is at the cabinet, on a line of the chip.
    ///
    /// @param line 0 to 511
    /// @param closedHigh whether the line is high while the cabinet is closed
    public record TamperLine(int line, boolean closedHigh) {}

    /// The light that blinks when somebody looks for the bank, on a line of the chip.
    ///
    /// @param line 0 to 511
    /// @param activeHigh whether a high line lights it
    public record LightLine(int line, boolean activeHigh) {}

    /// How the UPS is reached.
    public sealed interface UpsAccess {
        /// Through upsd.
        ///
        /// @param user `null` to read without login
        /// @param authorities PEM file that vouches for upsd; `null` without TLS
        record Nut(
                String name,
                String host,
                int port,
                @Nullable String user,
                @Nullable Path passwordFile,
                @Nullable Path authorities)
                implements UpsAccess {}

        /// A HAT with a fuel gauge on I2C.
        ///
        /// @param bus its device file
        /// @param mainsLine of the GPIO chip, tells that the mains is lost, 0 to 511; `null` without one
        /// @param lostHigh whether that line is high while the mains is lost
        record Hat(FuelGauge gauge, Path bus, @Nullable Integer mainsLine, boolean lostHigh) implements UpsAccess {}
    }

    public AgentConfig {
        compartments = Collections.unmodifiableSortedMap(new TreeMap<>(compartments));
    }

    static Timing timing(int pulseMillis, int verify, int ajar, int kioskSilence, int unlocksPerMinute, int diskFree) {
        Timing usual = Timing.DEFAULT;
        Duration verifying = Duration.ofSeconds(verify);
        return new Timing(
                Duration.ofMillis(pulseMillis),
                verifying,
                usual.lateOpening().compareTo(verifying) < 0 ? verifying : usual.lateOpening(),
                Duration.ofSeconds(ajar),
                Duration.ofSeconds(kioskSilence),
                usual.kioskRestart(),
                usual.reboot(),
                usual.commandSlack(),
                usual.refusalsPerMinute(),
                unlocksPerMinute,
                diskFree);
    }
}
