package io.lockward.agent.hardware.system;

import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;

/// How to order restarts from systemd.
///
/// @param systemctl the program, an absolute path
/// @param agentUnit the unit that runs this agent
/// @param kioskUnit the unit that runs the kiosk's browser
/// @param timeout   for the program to come back, 1 s to 60 s; restarts themselves are not waited for
public record SystemSettings(Path systemctl, String agentUnit, String kioskUnit, Duration timeout) {
    /// A unit name that cannot be taken for an option.
    private static final Pattern UNIT = Pattern.compile("[A-Za-z0-9][A-Za-z0-9:_.@-]{0,99}");

    public static final SystemSettings DEFAULT = new SystemSettings(
            Path.of("/usr/bin/systemctl"), "lockward-agent.service", "lockward-kiosk.service", Duration.ofSeconds(10));

    public SystemSettings {
        if (!systemctl.isAbsolute()) {
            throw new IllegalArgumentException("systemctl is an absolute path");
        }
        requireUnit(agentUnit);
        requireUnit(kioskUnit);
        if (timeout.compareTo(Duration.ofSeconds(1)) < 0 || timeout.compareTo(Duration.ofSeconds(60)) > 0) {
            throw new IllegalArgumentException("timeout is between 1 s and 60 s");
        }
    }

    /// The name itself.
    ///
    /// @throws IllegalArgumentException when it is none, or could be taken for an option
    public static String requireUnit(String name) {
        if (!UNIT.matcher(name).matches()) {
            throw new IllegalArgumentException("a unit is 1 to 100 characters of [A-Za-z0-9:_.@-]");
        }
        return name;
    }
}
