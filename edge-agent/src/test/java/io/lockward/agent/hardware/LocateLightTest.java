package io.lockward.agent.hardware;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LocateLightTest {
    private static final Duration LONG = Duration.ofSeconds(2);

    /// A line that does what it is told, or not.
    private static final class Wire implements LocateLight.Line {
        final List<Boolean> story = new ArrayList<>();
        boolean on;
        boolean stuck;
        boolean broken;

        @Override
        public void drive(boolean wanted) throws IOException {
            if (broken) {
                throw new IOException("no such device");
            }
            story.add(wanted);
            on = stuck ? on : wanted;
        }

        @Override
        public boolean isOn() {
            return on;
        }

        @Override
        public void close() {
            story.add(false);
            on = false;
        }
    }

    private final Wire wire = new Wire();

    @Test
    void isDarkAtTheStartWhateverAnEarlierProcessLeft() throws IOException {
        wire.on = true;
        LocateLight light = LocateLight.on(wire);
        assertFalse(wire.on);
        light.turn(500);
        assertEquals(List.of(false), wire.story, "nobody asked for it");
    }

    @Test
    void blinksForAsLongAsItIsAskedAndIsDarkAfterwards() throws IOException {
        LocateLight light = LocateLight.on(wire);
        assertInstanceOf(Outcome.Done.class, light.blink(1_000, LONG));
        for (long up = 1_500; up <= 5_000; up += 500) {
            light.turn(up);
        }
        assertEquals(List.of(false, true, false, true, false, false), wire.story);
        assertFalse(wire.on);
    }

    @Test
    void goesOnForWhoAsksAgainAndNeverEndsSoonerForIt() throws IOException {
        LocateLight light = LocateLight.on(wire);
        light.blink(1_000, LONG);
        light.blink(1_500, Duration.ofMillis(100));
        light.turn(2_900);
        assertFalse(wire.on);
        light.turn(2_999);
        assertTrue(wire.on, "it still blinks");
        light.turn(3_000);
        assertFalse(wire.on);
        light.turn(3_500);
        assertFalse(wire.on, "and it is over");
    }

    @Test
    void saysSoWhenTheLineDoesNotDoWhatItIsTold() throws IOException {
        LocateLight light = LocateLight.on(wire);
        wire.stuck = true;
        assertEquals(new Outcome.Failed("its light cannot be driven: its line stays off"), light.blink(1_000, LONG));
        wire.stuck = false;
        light.turn(1_500);
        assertFalse(wire.on, "what failed does not begin by itself");
        wire.broken = true;
        assertEquals(new Outcome.Failed("its light cannot be driven: no such device"), light.blink(2_000, LONG));
        assertThrows(IOException.class, () -> LocateLight.on(wire));
    }

    @Test
    void isDarkWhenTheAgentEndsAndAbsentWhereThereIsNone() throws IOException {
        LocateLight light = LocateLight.on(wire);
        light.blink(1_000, LONG);
        light.close();
        assertFalse(wire.on);
        LocateLight none = LocateLight.none();
        assertFalse(none.isFitted());
        assertInstanceOf(Outcome.Failed.class, none.blink(1_000, LONG));
        none.turn(1_500);
        none.close();
    }
}
