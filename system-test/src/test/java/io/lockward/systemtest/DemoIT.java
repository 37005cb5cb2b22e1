package io.lockward.systemtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/// The demo as a newcomer runs it, and the commands it prints to try.
class DemoIT {
    private static final Duration PATIENCE = DemoProcess.PATIENCE;
    private static final String FIRST = "harbour-point-1";
    private static final String SECOND = "linden-court-1";
    private static final String THIRD = "maple-heights-1";

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    @Test
    void theFleetLivesAndDoesAsItIsToldAndCtrlCStopsAllOfIt() throws Exception {
        List<ProcessHandle> children;
        try (DemoProcess demo = new DemoProcess(folder, "--headless")) {
            Rest rest = demo.rest();
            awaitOnline(rest);
            assertEquals(0, demo.lockward("banks", "ls").exit());

            assertEquals(0, demo.lockward("sim", "fault", "mains-loss", FIRST).exit());
            Await.until(
                    "the first bank is on battery",
                    PATIENCE,
                    Duration.ofMillis(250),
                    () -> rest.found("/api/v1/banks/" + FIRST)
                            .path("power")
                            .path("state")
                            .asText()
                            .equals("battery"));
            DemoProcess.Ran why = demo.lockward("why", FIRST);
            assertTrue(
                    why.exit() == 0
                            && why.said().toLowerCase(java.util.Locale.ROOT).contains("battery"),
                    why::said);

            DemoProcess.Ran unlock =
                    demo.lockward("unlock", SECOND, "A01", "--reason", "resident at the door", "--wait");
            assertTrue(unlock.exit() == 0 && unlock.said().contains("verified"), unlock::said);
            DemoProcess.Ran reboot =
                    demo.lockward("reboot", THIRD, "--level", "controller", "--reason", "demo test", "--wait");
            assertTrue(reboot.exit() == 0 && reboot.said().contains("verified"), reboot::said);

            assertEquals(3, demo.lockward("why", "nowhere-1").exit());
            assertEquals(2, demo.lockward("unlock", SECOND).exit());
            children = demo.children();
            assertTrue(children.size() >= 4, () -> "broker, cloud, PostgreSQL, fleet: " + children);
            demo.interrupt();
            Await.until(
                    "everything has stopped",
                    Duration.ofSeconds(20),
                    () -> demo.hasEnded() && children.stream().noneMatch(ProcessHandle::isAlive));
        }
        System.out.println("[demo] unlock verified, reboot verified, " + children.size() + " processes stopped");
    }

    @Test
    void fridayEndsWell() throws Exception {
        try (DemoProcess demo = new DemoProcess(folder, "--headless", "--scenario", "friday")) {
            demo.rest();
            Await.until(
                    "friday is told to its end",
                    PATIENCE,
                    () -> demo.said().stream().anyMatch(line -> line.contains("Nobody had to walk over")));
        }
        System.out.println("[demo] friday ended well");
    }

    private static void awaitOnline(Rest rest) {
        Await.until("three banks are online", PATIENCE, Duration.ofMillis(250), () -> {
            List<String> online = new ArrayList<>();
            for (JsonNode bank : rest.all("/api/v1/banks")) {
                if (bank.path("presence").path("state").asText().equals("online")) {
                    online.add(bank.path("id").asText());
                }
            }
            return online.containsAll(List.of(FIRST, SECOND, THIRD));
        });
    }
}
