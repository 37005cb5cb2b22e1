package io.lockward.agent.hardware.nut;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.lockward.agent.hardware.PowerCycleSettings;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NutWayTest {
    private static @Nullable NutWay choose(int outlet, String offered) {
        return NutWay.of(new PowerCycleSettings(outlet == 0 ? null : outlet, null), Set.of(offered.split(" ", -1)));
    }

    /// Outlet 0 is the UPS as a whole.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0|shutdown.return shutdown.reboot load.off|shutdown.reboot",
                "0|load.off shutdown.return|shutdown.return",
                "0|load.off load.off.delay load.on load.on.delay shutdown.stayoff|none",
                "0|outlet.1.load.cycle|none",
                "0|beeper.enable|none",
                "2|outlet.2.load.cycle outlet.2.load.on.delay outlet.2.load.off.delay|outlet.2.load.cycle",
                "2|outlet.2.load.off.delay outlet.2.load.on.delay|outlet.2.load.on.delay outlet.2.load.off.delay",
                "2|outlet.2.load.off.delay outlet.2.load.on|none",
                "2|outlet.2.load.off outlet.2.load.on|none",
                "2|outlet.1.load.cycle outlet.22.load.cycle|none",
                "2|shutdown.reboot shutdown.return|none",
            })
    void takesTheBestWayThatGivesThePowerBack(int outlet, String offered, String orders) {
        NutWay way = choose(outlet, offered);
        assertEquals(orders, way == null ? "none" : String.join(" ", way.orders()));
    }

    /// `-` is a delay that the UPS does not tell.
    @ParameterizedTest
    @CsvSource({
        "0, 20, 30, fine",
        "0, -, -, fine",
        "0, 20, 0, fine",
        "0, 90, 0, fine",
        "0, 91, 180, objects",
        "0, -1, 30, objects",
        "0, 20, -1, objects",
        "0, soon, later, fine",
        "1, 20, 21, fine",
        "1, 20, 20, objects",
        "1, 20, 19, objects",
        "1, 20, -, objects",
        "1, -, 30, objects",
        "1, 20, later, objects",
        "1, 20, 99999999999, objects",
        "2, 20, 0, fine",
    })
    void objectsToDelaysThatCouldStrandTheBank(int outlet, String cut, String back, String expected) {
        NutWay way =
                choose(outlet, "shutdown.return outlet.1.load.on.delay outlet.1.load.off.delay outlet.2.load.cycle");
        assertNotNull(way);
        String objection = way.objection(cut.equals("-") ? null : cut, back.equals("-") ? null : back);
        assertEquals(expected, objection == null ? "fine" : "objects", String.valueOf(objection));
    }

    @ParameterizedTest
    @CsvSource({"0, ups.delay.shutdown, ups.delay.start", "7, outlet.7.delay.shutdown, outlet.7.delay.start"})
    void asksForTheDelaysOfWhatItCuts(int outlet, String cutAfter, String backAfter) {
        NutWay way = choose(outlet, "shutdown.reboot outlet.7.load.cycle");
        assertNotNull(way);
        assertEquals(List.of(cutAfter, backAfter), List.of(way.cutAfter(), way.backAfter()));
    }
}
