package io.lockward.agent.hardware.nut;

import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Where the UPS daemon is and how to talk to it.
///
/// @param host    name or address of the daemon
/// @param port    1 to 65,535; NUT's own is 3493
/// @param ups     the daemon's name for the UPS, 1 to 64 characters of `[A-Za-z0-9_.-]`
/// @param timeout for the connection and for each answer, 100 ms to 30 s; a whole poll takes at most three times this
/// @param login   name and password, or null to read without
/// @param tls     demands STARTTLS before anything else is said, or null for plain text
public record NutSettings(
        String host,
        int port,
        String ups,
        Duration timeout,
        @Nullable NutLogin login,
        @Nullable NutTls tls) {
    public static final int DEFAULT_PORT = 3493;
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(2);

    private static final Pattern UPS_NAME = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

    public NutSettings {
        if (host.isBlank() || host.length() > 253) {
            throw new IllegalArgumentException("host is a name or an address");
        }
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("port is between 1 and 65535");
        }
        if (!UPS_NAME.matcher(ups).matches()) {
            throw new IllegalArgumentException("ups is 1 to 64 characters of [A-Za-z0-9_.-]");
        }
        if (timeout.compareTo(Duration.ofMillis(100)) < 0 || timeout.compareTo(Duration.ofSeconds(30)) > 0) {
            throw new IllegalArgumentException("timeout is between 100 ms and 30 s");
        }
    }

    /// The UPS called `ups` on this machine, with every default.
    public static NutSettings local(String ups) {
        return new NutSettings("127.0.0.1", DEFAULT_PORT, ups, DEFAULT_TIMEOUT, null, null);
    }
}
