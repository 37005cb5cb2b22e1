package io.lockward.cloud.remedy;

import io.lockward.fleet.remedy.FleetRemedySetup;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// The cloud's part of the remedy ladder. docs/reference/cloud-config.md explains each.
@ConfigMapping(prefix = "lockward.remedy")
public interface LadderConfig {
    /// Whether steps are taken without anybody; incidents are opened all the same.
    @WithDefault("true")
    boolean enabled();

    /// How often banks that need it are looked at.
    @WithDefault("20s")
    Duration every();

    @WithDefault("PT10M")
    Duration silence();

    @WithDefault("PT5M")
    Duration window();

    @WithDefault("PT5M")
    Duration settle();

    @WithDefault("PT30M")
    Duration person();

    @WithDefault("PT10M")
    Duration proof();

    /// 0 to 24.
    @WithDefault("2")
    int cyclesPerDay();

    /// 0 to 100.
    @WithDefault("50")
    int chargePercent();

    Outlets outlet();

    /// Ways to cut a bank's power from here; a bank's own goes before its site's.
    interface Outlets {
        Map<String, Webhook> bank();

        Map<String, Webhook> site();
    }

    /// A relay or a power strip that takes an HTTP request.
    interface Webhook {
        /// `{bank}` in it stands for the bank's id. `https`, or `http` where no token is sent or to this machine.
        String url();

        /// A file that holds the bearer token; read at each order.
        Optional<Path> tokenFile();

        /// Certificates in PEM that are trusted instead of the machine's.
        Optional<Path> caFile();

        /// How long the request may take in all, up to 30 s.
        @WithDefault("PT10S")
        Duration timeout();
    }

    /// @throws IllegalArgumentException when a number is out of its range
    default FleetRemedySetup setup() {
        return new FleetRemedySetup(
                enabled(), silence(), window(), settle(), person(), proof(), cyclesPerDay(), chargePercent());
    }
}
