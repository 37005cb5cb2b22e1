package io.lockward.broker;

import io.lockward.broker.access.BankBudget;
import io.lockward.broker.access.TokenBucket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the broker process is told, by flags or by a file of `key = value` lines with the same names. Flags win.
///
/// @param bind address to listen on
/// @param port TCP port, 0 for any free one, `null` for none (TLS only)
/// @param tls the TLS listener, `null` for none
/// @param data folder for HiveMQ's own files; nothing in it matters
/// @param metricsPort loopback HTTP port for Prometheus, 0 for any free one, `null` for none
public record BrokerConfig(
        String bind,
        @Nullable Integer port,
        @Nullable Tls tls,
        Path credentials,
        Path data,
        @Nullable Integer metricsPort,
        BankBudget.Limits bankLimits) {

    /// A TLS 1.3 listener.
    ///
    /// @param port TCP port, 0 for any free one
    /// @param keystore PKCS#12 or JKS with the server's key
    /// @param passwordFile its first line opens the keystore and the key
    public record Tls(int port, Path keystore, Path passwordFile) {}

    /// The outcome of reading the command line.
    public sealed interface Reading {
        record Ready(BrokerConfig config) implements Reading {}

        /// @param message what is wrong and what may be said instead
        record Wrong(String message) implements Reading {}
    }

    private static final Map<String, String> KEYS = keys();
    private static final int MAX_PORT = 65_535;

    private static Map<String, String> keys() {
        Map<String, String> keys = new LinkedHashMap<>();
        keys.put("config", "file of `key = value` lines with the names below");
        keys.put("port", "TCP port; 0 takes a free one; none switches it off (default 1883)");
        keys.put("bind", "address to listen on (default 127.0.0.1)");
        keys.put("credentials", "credentials file, kept by io.lockward.broker.Credentials (required)");
        keys.put("data", "folder for the broker's own files (required)");
        keys.put("tls-port", "port of the TLS listener (default 8883 when a keystore is given)");
        keys.put("keystore", "PKCS#12 or JKS keystore of the TLS listener");
        keys.put("keystore-password-file", "file with the keystore's password");
        keys.put("metrics-port", "loopback HTTP port for Prometheus (default: none)");
        keys.put("bank-messages-per-second", "what one bank may send (default 200)");
        keys.put("bank-message-burst", "(default 2000)");
        keys.put("bank-bytes-per-second", "(default 2097152)");
        keys.put("bank-byte-burst", "(default 33554432)");
        return keys;
    }

    /// The text of `--help`.
    public static String help() {
        StringBuilder text = new StringBuilder("usage: io.lockward.broker.Main [--KEY VALUE]...\n");
        KEYS.forEach((key, meaning) -> text.append("  --%-26s %s%n".formatted(key, meaning)));
        return text.toString();
    }

    /// Reads flags and, when one names it, a file.
    public static Reading read(List<String> arguments) {
        try {
            Map<String, String> flags = flags(arguments);
            Map<String, String> values = new LinkedHashMap<>();
            String file = flags.get("config");
            if (file != null) {
                values.putAll(lines(Path.of(file)));
            }
            values.putAll(flags);
            return new Reading.Ready(of(values));
        } catch (IllegalArgumentException e) {
            return new Reading.Wrong(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return new Reading.Wrong("cannot read the configuration: " + e);
        }
    }

    private static Map<String, String> flags(List<String> arguments) {
        Map<String, String> flags = new LinkedHashMap<>();
        for (int i = 0; i < arguments.size(); i += 2) {
            String flag = arguments.get(i);
            if (!flag.startsWith("--")) {
                throw new IllegalArgumentException("'" + flag + "' is no flag; flags are " + choices());
            }
            if (i + 1 == arguments.size()) {
                throw new IllegalArgumentException(flag + " needs a value");
            }
            put(flags, flag.substring(2), arguments.get(i + 1));
        }
        return flags;
    }

    private static Map<String, String> lines(Path file) throws IOException {
        Map<String, String> values = new LinkedHashMap<>();
        for (String raw : Files.readAllLines(file)) {
            String line = raw.strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            int equals = line.indexOf('=');
            if (equals < 0) {
                throw new IllegalArgumentException("'" + line + "' in " + file + " is not `key = value`");
            }
            put(
                    values,
                    line.substring(0, equals).strip(),
                    line.substring(equals + 1).strip());
        }
        return values;
    }

    private static void put(Map<String, String> values, String key, String value) {
        if (!KEYS.containsKey(key)) {
            throw new IllegalArgumentException("there is no '" + key + "'; flags are " + choices());
        }
        if (values.put(key, value) != null) {
            throw new IllegalArgumentException("'" + key + "' is given twice");
        }
    }

    private static String choices() {
        List<String> flags = new ArrayList<>();
        KEYS.keySet().forEach(key -> flags.add("--" + key));
        return String.join(" ", flags);
    }

    private static BrokerConfig of(Map<String, String> values) {
        String keystore = values.get("keystore");
        Tls tls = null;
        if (keystore != null) {
            String tlsPort = values.getOrDefault("tls-port", "8883");
            tls = new Tls(
                    port("tls-port", tlsPort), Path.of(keystore), Path.of(required(values, "keystore-password-file")));
        } else if (values.containsKey("tls-port") || values.containsKey("keystore-password-file")) {
            throw new IllegalArgumentException("a TLS listener needs --keystore");
        }
        String port = values.getOrDefault("port", "1883");
        boolean plain = !port.equals("none");
        if (!plain && tls == null) {
            throw new IllegalArgumentException("without --port there must be a --keystore: nothing would listen");
        }
        String metricsPort = values.get("metrics-port");
        BankBudget.Limits defaults = BankBudget.Limits.generous();
        return new BrokerConfig(
                values.getOrDefault("bind", "127.0.0.1"),
                plain ? port("port", port) : null,
                tls,
                Path.of(required(values, "credentials")),
                Path.of(required(values, "data")).toAbsolutePath(),
                metricsPort == null ? null : port("metrics-port", metricsPort),
                new BankBudget.Limits(
                        budget(values, "bank-messages-per-second", "bank-message-burst", defaults.messages()),
                        budget(values, "bank-bytes-per-second", "bank-byte-burst", defaults.bytes())));
    }

    private static TokenBucket.Budget budget(
            Map<String, String> values, String rateKey, String burstKey, TokenBucket.Budget fallback) {
        return new TokenBucket.Budget(
                number(values, rateKey, fallback.perSecond()), number(values, burstKey, fallback.burst()));
    }

    private static double number(Map<String, String> values, String key, double fallback) {
        String value = values.get(key);
        try {
            return value == null ? fallback : Double.parseDouble(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(key + " is a number, not '" + value + "'", e);
        }
    }

    private static int port(String key, String value) {
        try {
            int port = Integer.parseInt(value);
            if (port >= 0 && port <= MAX_PORT) {
                return port;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new IllegalArgumentException(key + " is a port, 0 to 65535, not '" + value + "'");
    }

    private static String required(Map<String, String> values, String key) {
        String value = values.get(key);
        if (value == null) {
            throw new IllegalArgumentException("--" + key + " is required: " + KEYS.get(key));
        }
        return value;
    }
}
