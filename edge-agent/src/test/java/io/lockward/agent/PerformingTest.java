package io.lockward.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockward.agent.bank.Effect;
import io.lockward.agent.bank.Input;
import io.lockward.agent.hardware.AgentHardware;
import io.lockward.agent.hardware.Cameras;
import io.lockward.agent.hardware.LocateLight;
import io.lockward.protocol.CommandId;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What a bank that is to show itself answers, with and without a light.
class PerformingTest {
    private static final CommandId COMMAND = new CommandId(new UUID(0x1_7000L, 0x8000_0000_0000_0000L));
    private static final Effect.Locate LOCATE = new Effect.Locate(COMMAND, Duration.ofSeconds(30));

    private static final class Wire implements LocateLight.Line {
        boolean on;
        boolean stuck;

        @Override
        public void drive(boolean wanted) {
            on = wanted && !stuck;
        }

        @Override
        public boolean isOn() {
            return on;
        }

        @Override
        public void close() {
            on = false;
        }
    }

    private final RecordingWorld world = new RecordingWorld();
    private final Wire wire = new Wire();
    private final List<Input> answers = new ArrayList<>();

    private AgentHardware lit() throws IOException {
        AgentHardware dark = world.hardware();
        return new AgentHardware(
                dark.locks(),
                dark.doors(),
                dark.occupancy(),
                dark.ups(),
                dark.kiosk(),
                dark.controller(),
                dark.cabinet(),
                Cameras.NONE,
                LocateLight.on(wire));
    }

    private Input.CommandAnswered first() {
        return (Input.CommandAnswered) answers.getFirst();
    }

    @Test
    void theLightIsToldByWhatItsLineReadsAndThePageIsAskedToo() throws IOException {
        Performing.locate(lit(), LOCATE, answers::add);
        assertTrue(wire.on);
        assertEquals(
                new Input.CommandAnswered(
                        COMMAND, null, "its light blinks, by what its line reads; the screen's page was asked too"),
                first());
        assertTrue(world.story.contains("kiosk shows itself"));
    }

    @Test
    void aLightThatDoesNotLightIsSaidAndThePageCounts() throws IOException {
        wire.stuck = true;
        Performing.locate(lit(), LOCATE, answers::add);
        assertFalse(wire.on);
        assertEquals(
                "the screen's page shows itself; its light cannot be driven: its line stays off", first().evidence());
        assertEquals(1, answers.size());
    }

    @Test
    void withoutALightOnlyThePageShowsItself() {
        Performing.locate(world.hardware(), LOCATE, answers::add);
        assertEquals(List.of(new Input.CommandAnswered(COMMAND, null, "the screen's page shows itself")), answers);
    }
}
