package io.lockward.agent.bank.power;

import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Turns NUT variables into a [UpsState]. What a value cannot mean is dropped, never bent: real devices report a charge
/// of 1000, 255 and 087 and a temperature of -213. The names are those of NUT's "Variables" appendix.
public final class UpsValues {
    public static final String STATUS = "ups.status";
    public static final String CHARGE = "battery.charge";
    public static final String RUNTIME = "battery.runtime";
    public static final String SUPPLY_VOLTAGE = "input.voltage";
    public static final String BATTERY_VOLTAGE = "battery.voltage";
    public static final String LOAD = "ups.load";
    public static final String BATTERY_TEMPERATURE = "battery.temperature";
    public static final String UPS_TEMPERATURE = "ups.temperature";

    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]{0,6})(\\.[0-9]{1,6})?");

    private UpsValues() {}

    /// Reads the variables by name; total on any content. A missing status is an empty one.
    public static UpsState state(Map<String, String> variables) {
        Integer battery = temperature(variables.get(BATTERY_TEMPERATURE));
        return new UpsState(
                UpsStatus.parse(variables.getOrDefault(STATUS, "")),
                number(variables.get(CHARGE), 1, 0, UpsState.MOST_CHARGE_PERCENT),
                number(variables.get(RUNTIME), 1, 0, UpsState.MOST_RUNTIME_SECONDS),
                number(variables.get(SUPPLY_VOLTAGE), 1000, 0, UpsState.MOST_SUPPLY_MILLIVOLTS),
                number(variables.get(BATTERY_VOLTAGE), 1000, 0, UpsState.MOST_BATTERY_MILLIVOLTS),
                number(variables.get(LOAD), 1, 0, UpsState.MOST_LOAD_PERCENT),
                battery != null ? battery : temperature(variables.get(UPS_TEMPERATURE)));
    }

    private static @Nullable Integer temperature(@Nullable String text) {
        return number(text, 1000, UpsState.LEAST_MILLI_CELSIUS, UpsState.MOST_MILLI_CELSIUS);
    }

    /// The number in `text` times `scale`, rounded down, or null when it is none or lies outside `least` to `most`.
    private static @Nullable Integer number(@Nullable String text, int scale, int least, int most) {
        if (text == null || text.length() > 32) {
            return null;
        }
        String trimmed = text.strip();
        if (!NUMBER.matcher(trimmed).matches()) {
            return null;
        }
        double value = Double.parseDouble(trimmed);
        if (value < (double) least / scale || value > (double) most / scale) {
            return null;
        }
        // The half unit keeps 4.123 V at 4123 mV although 4.123 has no exact binary form.
        return (int) Math.floor(value * scale + (scale == 1 ? 0 : 0.5));
    }
}
