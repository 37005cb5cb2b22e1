package io.lockward.agent.bank.power;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UpsValuesTest {
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            quoteCharacter = '"',
            value = {
                "100,100",
                "100.0,100",
                "99.9,99",
                "0,0",
                "\" 42 \",42",
                "1000,-",
                "255,-",
                "087,-",
                "120,-",
                "100.1,-",
                "-1,-",
                "\"\",-",
                "\"  \",-",
                "N/A,-",
                "1e2,-",
                "NaN,-",
                "0x10,-",
                "5%,-",
                "99999999999999999999,-",
                "\u0661\u0662,-"
            })
    void takes_a_charge_only_when_it_can_be_one(String said, @Nullable Integer charge) {
        assertEquals(charge, UpsValues.state(Map.of("battery.charge", said)).chargePercent());
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {"21.5,21500", "-12.0,-12000", "-213,-", "500,-", "4.123,4123", "--5,-"})
    void takes_a_temperature_only_when_it_can_be_one(String said, @Nullable Integer milliCelsius) {
        assertEquals(
                milliCelsius,
                UpsValues.state(Map.of("battery.temperature", said)).temperatureMilliCelsius());
    }

    @Test
    void reads_a_whole_device() {
        UpsState state = UpsValues.state(Map.of(
                "ups.status", "OL CHRG",
                "battery.charge", "87",
                "battery.runtime", "2552",
                "input.voltage", "231.4",
                "battery.voltage", "13.65",
                "ups.load", "19",
                "ups.temperature", "31.2"));
        assertEquals(new UpsState(UpsStatus.parse("OL CHRG"), 87, 2552, 231_400, 13_650, 19, 31_200), state);
    }

    @Test
    void makes_do_with_a_device_that_says_nothing() {
        UpsState state = UpsValues.state(Map.of());
        assertEquals(UpsStatus.NONE, state.status());
        assertNull(state.chargePercent());
        assertNull(state.runtimeSeconds());
    }
}
