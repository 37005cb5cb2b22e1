package io.lockward.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockward.agent.bank.sensing.Sample;
import io.lockward.agent.bank.sensing.SensingSetup;
import io.lockward.agent.bank.sensing.SensorChannel;
import io.lockward.agent.bank.sensing.SensorProfile;
import io.lockward.agent.hardware.DoorPosition;
import io.lockward.agent.hardware.Occupancy;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.entry.SensorScale;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class CalibrationDeskTest {
    private static final CompartmentId A01 = new CompartmentId("A01");
    private static final double[] LEVELS = {1_234, 1_244, 1_234, 1_734};

    private final Bank bank = new Bank();
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    /// A compartment whose samples come as fast as they are asked for: each reading of the uptime is a moment
    /// later, and the person does what each step says.
    private static final class Bank implements Occupancy {
        private final SplittableRandom random = new SplittableRandom(3);
        private final List<String> opened = new ArrayList<>();
        private @Nullable Listener listener;
        private DoorPosition door = DoorPosition.CLOSED;
        private long up = 5_000;
        private int step = -1;

        long uptime() {
            // Only asked when a step begins, and when nothing was heard.
            step++;
            if (listener != null) {
                List<Sample> samples = new ArrayList<>();
                long start = up;
                for (int i = 0; i < 700; i++) {
                    up += 100;
                    double value = LEVELS[Math.min(step, 3)] + random.nextGaussian();
                    samples.add(new Sample(SensorChannel.LOAD_CELL, value, up));
                }
                later = samples;
                return start;
            }
            return up;
        }

        private List<Sample> later = List.of();

        void deliver() {
            if (listener != null && !later.isEmpty()) {
                listener.heard(new CompartmentId("A02"), List.of(new Sample(SensorChannel.LOAD_CELL, 9e6, up + 1)));
                listener.heard(A01, later);
                later = List.of();
            }
        }

        @Override
        public void listen(Listener hearing) {
            listener = hearing;
        }

        @Override
        public void sampleFast(CompartmentId compartment, boolean fast) {}

        @Override
        public void close() {}
    }

    @Test
    void leadsThroughTheStepsAndAsksBeforeItKeepsAnything() throws IOException, InterruptedException {
        List<SensorScale> scales = lead("\n\n\n\nyes\n");
        assertTrue(scales != null && scales.getFirst().seesSheets(), String.valueOf(scales));
        assertTrue(text().contains("Lay two sheets of A4 paper"), text());
        assertTrue(text().contains("two sheets of paper stand out "), text());
        assertTrue(text().contains(" times from the noise: reliable."), text());
    }

    @Test
    void keepsNothingThatWasNotAccepted() throws IOException, InterruptedException {
        assertNull(lead("\n\n\n\nno\n"));
        assertNull(lead("\n\n\n\n"));
    }

    @Test
    void canBeGivenUpAtAnyTime() throws IOException, InterruptedException {
        assertNull(lead("q\n"));
        assertNull(lead("\nq\n"));
        assertNull(lead(""));
        assertTrue(text().contains("Given up; nothing was changed."));
    }

    @Test
    void opensTheDoorWhenAskedAndMeasuresOnlyBehindAShutOne() throws IOException, InterruptedException {
        bank.door = DoorPosition.OPEN;
        assertNull(lead("o\n\nq\n"));
        assertEquals(List.of("opened"), bank.opened);
        assertTrue(text().contains("The lock was pulsed."), text());
        assertTrue(text().contains("The door is open: shut it first."), text());
    }

    private @Nullable List<SensorScale> lead(String answers) throws IOException, InterruptedException {
        bank.step = -1;
        CalibrationDesk.Ports ports = new CalibrationDesk.Ports(
                bank,
                () -> bank.door,
                () -> {
                    bank.opened.add("opened");
                    return null;
                },
                bank::uptime);
        PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8) {
            @Override
            public void println(@Nullable String line) {
                super.println(line);
                if (line != null && line.startsWith("Hands off")) {
                    bank.deliver();
                }
            }
        };
        return new CalibrationDesk(
                        A01,
                        SensingSetup.ofProfiles(List.of(SensorProfile.LOAD_CELL_10)),
                        ports,
                        new BufferedReader(new StringReader(answers)),
                        out)
                .lead();
    }

    private String text() {
        return said.toString(StandardCharsets.UTF_8);
    }
}
