package io.lockward.agent.bank.power;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.lockward.agent.bank.power.UpsReading.LostReason;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// What one reading alone says: status, charge, runtime -> judgement, cause of a shutdown.
class PowerRulesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                // status          | charge | runtime | judgement     | shutdown
                "OL                | 100    | 3000    | OnMains       | -",
                "OL CHRG           | 3      | 20      | OnMains       | -",
                "OL LB CHRG        | 3      | 20      | OnMains       | -",
                "LB OL CHRG        | -      | -       | OnMains       | -",
                "OL DISCHRG        | 90     | -       | OnMains       | -",
                "OL RB             | 100    | -       | OnMains       | -",
                "ALARM OL          | 100    | -       | OnMains       | -",
                "OL BYPASS         | 100    | -       | OnMains       | -",
                "OL OFF            | 100    | -       | OnMains       | -",
                "OL FSD            | 100    | -       | OnMains       | -",
                "OL HYBRID         | 100    | -       | OnMains       | -",
                "OB                | 100    | 3000    | OnBattery     | -",
                "OB DISCHRG        | 16     | 181     | OnBattery     | -",
                "OB DISCHRG        | -      | -       | OnBattery     | -",
                "OB HB             | -      | -       | OnBattery     | -",
                "OB DISCHRG        | 15     | 3000    | BatteryLow    | FLOOR",
                "OB DISCHRG        | 90     | 180     | BatteryLow    | FLOOR",
                "OB DISCHRG        | -      | 0       | BatteryLow    | FLOOR",
                "OB DISCHRG LB     | 90     | 3000    | BatteryLow    | LOW_BATTERY",
                "LB OB             | -      | -       | BatteryLow    | LOW_BATTERY",
                "OB FSD            | 90     | 3000    | BatteryLow    | FORCED",
                "FSD OB LB         | 1      | 1       | BatteryLow    | FORCED",
                "OB CAL            | 4      | 10      | OnBattery     | -",
                "OB CAL LB         | 4      | 10      | OnBattery     | -",
                "OB CAL FSD        | 4      | 10      | BatteryLow    | FORCED",
                "OL OB             | 1      | 1       | CONTRADICTION | -",
                "OB OL LB FSD      | 1      | 1       | CONTRADICTION | -",
                "OB OFF LB         | 1      | 1       | CONTRADICTION | -",
                "OB WAIT           | 1      | 1       | CONTRADICTION | -",
                "OL NOCOMM         | 1      | 1       | CONTRADICTION | -",
                "LB                | 1      | 1       | NO_STATUS     | -",
                "FSD               | 1      | 1       | NO_STATUS     | -",
                "FSD LB            | 1      | 1       | NO_STATUS     | -",
                "HB                | 1      | 1       | NO_STATUS     | -",
                "TRIM              | 1      | 1       | NO_STATUS     | -",
                "WAIT              | 1      | 1       | NO_STATUS     | -",
                "OFF               | 1      | 1       | NO_STATUS     | -",
                "ob lb             | 1      | 1       | NO_STATUS     | -",
                "''                | 1      | 1       | NO_STATUS     | -",
            })
    void judges_a_reading(
            String status, @Nullable Integer charge, @Nullable Integer runtime, String judged, @Nullable String cause) {
        UpsReading reading = new UpsReading.Read(UpsState.of(status, charge, runtime));
        ShutdownCause actual = PowerRules.shutdownCause(reading, ShutdownRule.DEFAULT);
        assertEquals(judged, nameOf(PowerRules.judge(reading, ShutdownRule.DEFAULT)));
        assertEquals(cause, actual == null ? null : actual.name());
    }

    @ParameterizedTest
    @EnumSource(LostReason.class)
    void never_takes_a_lost_reading_for_an_outage(LostReason reason) {
        UpsReading lost = new UpsReading.Lost(reason, "gone");
        String expected = reason == LostReason.NOT_FITTED ? "NOT_FITTED" : "LOST";
        assertEquals(expected, nameOf(PowerRules.judge(lost, ShutdownRule.DEFAULT)));
        assertNull(PowerRules.shutdownCause(lost, ShutdownRule.DEFAULT));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                // floors, charge floor, runtime floor, charge, runtime, reached
                "EITHER, 15, 180, 15, 999, true",
                "EITHER, 15, 180, 16, 180, true",
                "EITHER, 15, 180, 16, 181, false",
                "EITHER, 15, 180, -, -, false",
                "EITHER, 0, 180, 0, 999, false",
                "EITHER, 0, 0, 0, 0, false",
                "BOTH, 15, 180, 15, 180, true",
                "BOTH, 15, 180, 15, 181, false",
                "BOTH, 15, 180, 15, -, false",
                "BOTH, 15, 0, 15, -, true",
                "BOTH, 0, 180, -, 10, true",
                "BOTH, 0, 0, 0, 0, false",
            })
    void combines_the_floors(
            ShutdownRule.Floors floors,
            int chargeFloor,
            int runtimeFloor,
            @Nullable Integer charge,
            @Nullable Integer runtime,
            boolean reached) {
        ShutdownRule rule = new ShutdownRule(chargeFloor, runtimeFloor, floors, 2);
        assertEquals(reached, rule.floorReached(UpsState.of("OB", charge, runtime)));
    }

    static String nameOf(PowerJudgement judgement) {
        return switch (judgement) {
            case PowerJudgement.OnMains _ -> "OnMains";
            case PowerJudgement.OnBattery _ -> "OnBattery";
            case PowerJudgement.BatteryLow _ -> "BatteryLow";
            case PowerJudgement.Unknown unknown -> unknown.cause().name();
        };
    }
}
