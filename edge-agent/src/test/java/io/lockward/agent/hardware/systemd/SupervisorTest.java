package io.lockward.agent.hardware.systemd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is said arrives at real sockets of the kernel.
@SuppressWarnings("NullAway.Init")
class SupervisorTest {
    private static final long PID = 4_711;

    @TempDir
    Path folder;

    @Test
    void tells_a_socket_with_a_path() {
        String path = folder.resolve("notify").toString();
        try (NotifySocket heard = new NotifySocket(path)) {
            Supervisor supervisor = Supervisor.of(Map.of("NOTIFY_SOCKET", path), PID);
            supervisor.ready("running");
            supervisor.alive();
            supervisor.status("stuck:\nREADY=0");
            supervisor.stopping();
            assertEquals(
                    List.of("READY=1\nSTATUS=running", "WATCHDOG=1", "STATUS=stuck: READY=0", "STOPPING=1"),
                    heard.drain());
        }
    }

    @Test
    void tells_a_socket_of_the_abstract_name_space() {
        String name = "@lockward-test-" + ProcessHandle.current().pid() + "/" + System.nanoTime();
        try (NotifySocket heard = new NotifySocket(name)) {
            Supervisor.of(Map.of("NOTIFY_SOCKET", name), PID).alive();
            assertEquals("WATCHDOG=1", heard.next(Duration.ofSeconds(5)));
        }
    }

    @Test
    void is_nobody_without_a_socket_that_it_knows() {
        for (Map<String, String> environment : List.of(
                Map.<String, String>of(),
                Map.of("WATCHDOG_USEC", "30000000"),
                Map.of("NOTIFY_SOCKET", ""),
                Map.of("NOTIFY_SOCKET", "vsock:2:1234"),
                Map.of("NOTIFY_SOCKET", "relative"),
                Map.of("NOTIFY_SOCKET", "/" + "x".repeat(107)))) {
            Supervisor nobody = Supervisor.of(environment, PID);
            assertFalse(nobody.isThere(), environment.toString());
            assertNull(nobody.watchdog());
            nobody.alive();
        }
        assertTrue(UnixDatagram.isAddress("/" + "x".repeat(106)));
    }

    @Test
    void survives_a_service_manager_that_is_gone_or_deaf() {
        String path = folder.resolve("gone").toString();
        Supervisor supervisor = Supervisor.of(Map.of("NOTIFY_SOCKET", path), PID);
        supervisor.ready("running");
        try (NotifySocket deaf = new NotifySocket(path)) {
            for (int i = 0; i < 2_000; i++) {
                supervisor.alive();
            }
            int kept = deaf.drain().size();
            assertTrue(kept > 0 && kept < 2_000, "the queue of " + kept + " filled up and nobody waited");
            supervisor.alive();
            assertEquals("WATCHDOG=1", deaf.next(Duration.ofSeconds(5)));
        }
    }

    @Test
    void reads_the_watchdog_that_is_meant_for_it() {
        assertEquals(Duration.ofSeconds(30), watchdog("30000000", "4711"));
        assertEquals(Duration.ofSeconds(30), watchdog("30000000", ""));
        assertNull(watchdog("30000000", "1"), "of another process");
        assertNull(watchdog("", "4711"));
    }

    @Test
    void refuses_a_watchdog_that_it_could_not_keep_up_with() {
        for (String micros : List.of("0", "2999999", "86400001000", "-1", "30s", "99999999999999999999")) {
            assertThrows(IllegalArgumentException.class, () -> watchdog(micros, "4711"), micros);
        }
    }

    private @Nullable Duration watchdog(String micros, String pid) {
        String socket = folder.resolve("s").toString();
        return Supervisor.of(Map.of("NOTIFY_SOCKET", socket, "WATCHDOG_USEC", micros, "WATCHDOG_PID", pid), PID)
                .watchdog();
    }
}
