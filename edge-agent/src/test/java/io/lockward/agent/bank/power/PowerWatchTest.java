package io.lockward.agent.bank.power;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockward.agent.bank.power.UpsReading.LostReason;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Polls in, beliefs out. A poll is a status, `status@charge`, or `!REASON` for a lost one; `*` marks a shutdown.
class PowerWatchTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "believes the second poll             | OL, OL | NOT_YET_READ, OnMains",
                "rides over one stray poll            | OL, OL, OB, OL | NOT_YET_READ, OnMains, OnMains, OnMains",
                "sees an outage at the second poll    | OL, OL, OB, OB, OB"
                        + " | NOT_YET_READ, OnMains, OnMains, OnBattery, OnBattery",
                "sees the mains come back             | OB, OB, OL, OL | NOT_YET_READ, OnBattery, OnBattery, OnMains",
                "shuts down at the second low poll    | OB, OB, OB LB, OB LB"
                        + " | NOT_YET_READ, OnBattery, OnBattery, BatteryLow*",
                "shuts down at a floor                | OB@50, OB@14, OB@13"
                        + " | NOT_YET_READ, OnBattery, BatteryLow*",
                "forgives one garbage charge          | OB@50, OB@50, OB@0, OB@50"
                        + " | NOT_YET_READ, OnBattery, OnBattery, OnBattery",
                "never shuts down on the mains        | OL LB@1, OL LB@1, OL LB@1 | NOT_YET_READ, OnMains, OnMains",
                "a lost poll starts the count anew    | OB LB, !DATA_STALE, OB LB, OB LB"
                        + " | NOT_YET_READ, NOT_YET_READ, NOT_YET_READ, BatteryLow*",
                "a contradiction starts it anew       | OB, OB LB, OL OB LB, OB LB, OB LB"
                        + " | NOT_YET_READ, OnBattery, OnBattery, OnBattery, BatteryLow*",
                "the mains calls a shutdown off       | OB LB, OB LB, OL LB, OB LB"
                        + " | NOT_YET_READ, BatteryLow*, BatteryLow, BatteryLow",
                "one lost poll changes nothing        | OL, OL, !TIMEOUT, OL | NOT_YET_READ, OnMains, OnMains, OnMains",
                "lost is unknown                      | OL, OL, !TIMEOUT, !CONNECTION"
                        + " | NOT_YET_READ, OnMains, OnMains, LOST",
                "lost on battery is no shutdown       | OB@20, OB@18, !DATA_STALE, !DATA_STALE, !DATA_STALE"
                        + " | NOT_YET_READ, OnBattery, OnBattery, LOST, LOST",
                "no UPS is known at once              | !NOT_FITTED | NOT_FITTED",
                "a flickering low flag is on battery  | OL, OL, OB, OB LB, OB, OB LB"
                        + " | NOT_YET_READ, OnMains, OnMains, OnBattery, OnBattery, OnBattery",
                "unsteady answers support nothing     | OL, OL, OB, !TIMEOUT, OB, !TIMEOUT, OB, !TIMEOUT"
                        + " | NOT_YET_READ, OnMains, OnMains, OnMains, OnMains, OnMains, OnMains, UNSTEADY",
            })
    void follows(String name, String polls, String beliefs) {
        List<String> actual = new ArrayList<>();
        PowerWatch watch = PowerWatch.START;
        for (String poll : polls.split(",", -1)) {
            watch = watch.next(reading(poll.strip()), ShutdownRule.DEFAULT);
            actual.add(PowerRulesTest.nameOf(watch.judged()) + (watch.wantsShutdown() ? "*" : ""));
        }
        List<String> expected =
                List.of(beliefs.split(",", -1)).stream().map(String::strip).toList();
        // The table may leave out what follows from the last belief named.
        assertEquals(expected, actual.subList(0, expected.size()));
    }

    /// An independent reading of the rule: a shutdown needs `polls` readings in a row with OB and without OL.
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void shuts_down_only_after_readings_in_a_row_on_battery(long seed) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        ShutdownRule rule = new ShutdownRule(15, 180, ShutdownRule.Floors.EITHER, 2 + random.nextInt(3));
        PowerWatch watch = PowerWatch.START;
        int inARow = 0;
        int shutdowns = 0;
        for (int i = 0; i < 20_000; i++) {
            UpsReading reading = randomReading(random);
            boolean onBattery = reading instanceof UpsReading.Read(UpsState state)
                    && state.status().has(UpsFlag.OB)
                    && !state.status().has(UpsFlag.OL);
            inARow = onBattery ? inARow + 1 : 0;
            watch = watch.next(reading, rule);
            if (watch.wantsShutdown()) {
                shutdowns++;
                assertTrue(inARow >= rule.polls(), () -> "after too few polls: " + reading);
            }
        }
        assertTrue(shutdowns > 0, "the generator reaches a shutdown");
    }

    @Test
    void never_shuts_down_on_charge_without_the_battery_flag() {
        PowerWatch watch = PowerWatch.START;
        for (String status : List.of("", "LB", "FSD", "DISCHRG LB", "OL OB LB", "TRIM", "WAIT")) {
            for (int i = 0; i < 10; i++) {
                watch = watch.next(new UpsReading.Read(UpsState.of(status, 0, 0)), ShutdownRule.DEFAULT);
                assertFalse(watch.wantsShutdown(), status);
            }
        }
    }

    private static UpsReading randomReading(RandomGenerator random) {
        if (random.nextInt(6) == 0) {
            List<LostReason> reasons = List.of(LostReason.values());
            return new UpsReading.Lost(reasons.get(random.nextInt(reasons.size())), "lost");
        }
        StringBuilder status = new StringBuilder();
        for (UpsFlag flag : List.of(UpsFlag.OL, UpsFlag.OB, UpsFlag.OB, UpsFlag.LB, UpsFlag.FSD, UpsFlag.CAL)) {
            if (random.nextInt(3) == 0) {
                status.append(flag).append(' ');
            }
        }
        return new UpsReading.Read(UpsState.of(status.toString(), random.nextInt(101), random.nextInt(1000)));
    }

    private static UpsReading reading(String poll) {
        if (poll.startsWith("!")) {
            return new UpsReading.Lost(LostReason.valueOf(poll.substring(1)), "lost");
        }
        int at = poll.indexOf('@');
        return new UpsReading.Read(
                at < 0
                        ? UpsState.of(poll, null, null)
                        : UpsState.of(poll.substring(0, at), Integer.valueOf(poll.substring(at + 1)), null));
    }
}
