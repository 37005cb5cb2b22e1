package io.lockward.agent.hardware.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What Linux tells of the whole machine that helps to understand why a bank is unwell: its memory, its way out of the
/// local network and who resolves names for it. What cannot be read is left out.
final class LinuxFacts {
    private static final int MOST_LINES = 1_000;
    private static final int MOST_ROUTES = 4;
    private static final int MOST_RESOLVERS = 4;
    private static final Pattern MEMORY = Pattern.compile("(MemTotal|MemAvailable):\\s+([0-9]{1,15}) kB\\s*");
    /// Interface, destination, gateway in the byte order of the machine, flags.
    private static final Pattern V4 =
            Pattern.compile("(\\S{1,15})\\s+0{8}\\s+(\\p{XDigit}{8})\\s+\\p{XDigit}*[37BF]\\s.*");
    /// Destination, source, next hop in network order, and the interface at the end; over the loopback the kernel
    /// rejects.
    private static final Pattern V6 =
            Pattern.compile("0{32} 00 \\p{XDigit}{32} \\p{XDigit}{2} (\\p{XDigit}{32}) .* (?!lo\\s*$)(\\S{1,15})\\s*");
    /// An address, perhaps with the interface it is reached by.
    private static final Pattern RESOLVER = Pattern.compile("nameserver\\s+([\\p{XDigit}.:]{2,45}(%\\w{1,15})?)\\s*");

    private LinuxFacts() {}

    /// @param procRoot `/proc`
    /// @param resolver `/etc/resolv.conf`
    static Map<String, String> read(Path procRoot, Path resolver) {
        Map<String, String> facts = new TreeMap<>();
        lines(procRoot.resolve("meminfo"), MEMORY).forEach(found -> {
            String name = found.group(1).equals("MemTotal") ? "memory.total-bytes" : "memory.available-bytes";
            facts.put(name, String.valueOf(Long.parseLong(found.group(2)) * 1024));
        });
        String routes = Stream.concat(
                        lines(procRoot.resolve("net/route"), V4).stream()
                                .map(found -> way(v4(found.group(2)), found.group(1))),
                        lines(procRoot.resolve("net/ipv6_route"), V6).stream()
                                .map(found -> way(HexFormat.of().parseHex(found.group(1)), found.group(2))))
                .limit(MOST_ROUTES)
                .collect(Collectors.joining(", "));
        facts.put("route.default", routes.isEmpty() ? "none" : routes);
        String resolvers = lines(resolver, RESOLVER).stream()
                .map(found -> found.group(1))
                .limit(MOST_RESOLVERS)
                .collect(Collectors.joining(", "));
        facts.put("route.resolver", resolvers.isEmpty() ? "none" : resolvers);
        return facts;
    }

    /// The kernel prints the four bytes as one number of the machine, which is little-endian wherever this runs.
    private static byte[] v4(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        return new byte[] {bytes[3], bytes[2], bytes[1], bytes[0]};
    }

    private static String way(byte[] gateway, String device) {
        try {
            return InetAddress.getByAddress(gateway).getHostAddress() + " by " + device;
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address has 4 or 16 bytes", e);
        }
    }

    private static List<Matcher> lines(Path file, Pattern wanted) {
        try (Stream<String> lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
            return lines.limit(MOST_LINES)
                    .map(wanted::matcher)
                    .filter(Matcher::matches)
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            return List.of();
        }
    }
}
