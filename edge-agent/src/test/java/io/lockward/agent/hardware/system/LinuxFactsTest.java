package io.lockward.agent.hardware.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinuxFactsTest {
    @TempDir
    Path folder;

    private Path write(String name, String content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.resolveSibling("."));
        return Files.writeString(file, content);
    }

    @Test
    void tells_the_memory_the_way_out_and_who_resolves() throws IOException {
        write("meminfo", "MemTotal:        3884508 kB\nMemFree: 1 kB\nMemAvailable:    2100000 kB\n");
        write("net/route", """
                Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT
                eth0\t00000000\t010200C0\t0003\t0\t0\t100\t00000000\t0\t0\t0
                eth0\t000200C0\t00000000\t0001\t0\t0\t100\t00FFFFFF\t0\t0\t0
                """);
        write(
                "net/ipv6_route",
                "00000000000000000000000000000000 00 00000000000000000000000000000000 00 "
                        + "fe800000000000000000000000000001 00000400 00000001 00000000 00450003     eth0\n"
                        + "00000000000000000000000000000000 00 00000000000000000000000000000000 00 "
                        + "00000000000000000000000000000000 ffffffff 00000001 00000000 00200200       lo\n");
        Path resolver = write(
                "resolv.conf", "# made by hand\nsearch example\nnameserver 192.0.2.53\nnameserver fe80::1%eth0\n");
        assertEquals(
                Map.of(
                        "memory.total-bytes", "3977736192",
                        "memory.available-bytes", "2150400000",
                        "route.default", "192.0.2.1 by eth0, fe80:0:0:0:0:0:0:1 by eth0",
                        "route.resolver", "192.0.2.53, fe80::1%eth0"),
                LinuxFacts.read(folder, resolver));
    }

    @Test
    void leaves_out_what_it_cannot_read_and_believes_no_nonsense() throws IOException {
        Map<String, String> none = Map.of("route.default", "none", "route.resolver", "none");
        assertEquals(none, LinuxFacts.read(folder, folder.resolve("resolv.conf")));
        write("meminfo", "MemTotal: 99999999999999999999 kB\nMemAvailable: -4 kB\n");
        write("net/route", "eth0\t00000000\t0102\t0003\t0\neth0\t00000000\tXX0200C0\t0003\t0\t0\n");
        Path resolver = write("resolv.conf", "nameserver \u001b[2Jevil\n" + "nameserver 192.0.2.1\n".repeat(5_000));
        assertEquals(
                Map.of("route.default", "none", "route.resolver", "192.0.2.1, 192.0.2.1, 192.0.2.1, 192.0.2.1"),
                LinuxFacts.read(folder, resolver));
    }

    @Test
    void reads_this_machine() {
        Map<String, String> facts = LinuxFacts.read(Path.of("/proc"), Path.of("/etc/resolv.conf"));
        long total = Long.parseLong(facts.getOrDefault("memory.total-bytes", "0"));
        long left = Long.parseLong(facts.getOrDefault("memory.available-bytes", "0"));
        assertTrue(left > 0 && left <= total, facts::toString);
    }
}
