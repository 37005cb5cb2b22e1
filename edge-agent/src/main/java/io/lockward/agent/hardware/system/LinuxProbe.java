package io.lockward.agent.hardware.system;

import io.lockward.agent.hardware.DiskUse;
import io.lockward.protocol.BootId;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads what the kernel tells about itself.
///
/// @param procRoot `/proc`
/// @param thermal  the file that holds the processor's temperature in thousandths of a degree,
///                 `/sys/class/thermal/thermal_zone0/temp`
/// @param data     a path on the file system that holds the agent's data
public record LinuxProbe(Path procRoot, Path thermal, Path data) {
    private static final int MOST_BYTES = 256;
    private static final int MOST_ROUTES = 1_000;
    /// Interface, destination 0, gateway; the flags say up and gateway (`RTF_UP | RTF_GATEWAY`, 3 in the last digit).
    private static final Pattern V4_DEFAULT =
            Pattern.compile("\\S+\\s+0{8}\\s+\\p{XDigit}{8}\\s+\\p{XDigit}*[37BF]\\s.*");
    /// Destination 0/0, and an interface that is not the loopback, over which the kernel rejects.
    private static final Pattern V6_DEFAULT = Pattern.compile("0{32} 00 .* (?!lo)\\S+\\s*");
    private static final Pattern UPTIME = Pattern.compile("([0-9]{1,12})\\.([0-9]{2})( .*)?");
    private static final Pattern MILLI_CELSIUS = Pattern.compile("-?[0-9]{1,6}");

    /// The files of a running Linux.
    public static LinuxProbe of(Path data) {
        return new LinuxProbe(Path.of("/proc"), Path.of("/sys/class/thermal/thermal_zone0/temp"), data);
    }

    /// @throws IOException when the kernel gives none
    public BootId bootId() throws IOException {
        String text = firstLine(procRoot.resolve("sys/kernel/random/boot_id"));
        try {
            return BootId.parse(text);
        } catch (IllegalArgumentException e) {
            throw new IOException("the kernel's boot id is no UUID", e);
        }
    }

    /// Time since the kernel started, suspend included, to the hundredth of a second.
    ///
    /// @throws IOException when the kernel gives none
    public Duration uptime() throws IOException {
        Matcher matcher = UPTIME.matcher(firstLine(procRoot.resolve("uptime")));
        if (!matcher.matches()) {
            throw new IOException("the kernel's uptime is no number");
        }
        return Duration.ofSeconds(Long.parseLong(matcher.group(1))).plusMillis(10 * Long.parseLong(matcher.group(2)));
    }

    /// The data's file system, or null when it cannot be read.
    public @Nullable DiskUse disk() {
        try {
            FileStore store = Files.getFileStore(data);
            long total = store.getTotalSpace();
            return total < 1 ? null : new DiskUse(total, Math.clamp(store.getUsableSpace(), 0, total));
        } catch (IOException e) {
            return null;
        }
    }

    /// The processor's temperature in thousandths of a degree, or null without a sensor or with a value no processor
    /// survives.
    public @Nullable Integer temperatureMilliCelsius() {
        try {
            String text = firstLine(thermal);
            if (!MILLI_CELSIUS.matcher(text).matches()) {
                return null;
            }
            int value = Integer.parseInt(text);
            return value < -40_000 || value > 150_000 ? null : value;
        } catch (IOException e) {
            return null;
        }
    }

    /// Whether the kernel knows a way out of the local network, by IPv4 or IPv6.
    public boolean hasDefaultRoute() {
        return hasRoute(procRoot.resolve("net/route"), V4_DEFAULT)
                || hasRoute(procRoot.resolve("net/ipv6_route"), V6_DEFAULT);
    }

    private static boolean hasRoute(Path table, Pattern wanted) {
        try (Stream<String> lines = Files.lines(table, StandardCharsets.US_ASCII)) {
            return lines.limit(MOST_ROUTES)
                    .anyMatch(line -> wanted.matcher(line).matches());
        } catch (IOException | UncheckedIOException e) {
            return false;
        }
    }

    private static String firstLine(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            String text = new String(in.readNBytes(MOST_BYTES), StandardCharsets.US_ASCII);
            int end = text.indexOf('\n');
            return (end < 0 ? text : text.substring(0, end)).strip();
        }
    }
}
