package io.lockward.agent.hardware.nut;

import io.lockward.agent.hardware.PowerCycleSettings;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One way in which a UPS cuts the power and gives it back by itself. Never `load.off`, with a delay or without: with
/// the mains there, nothing gives the power back (nut issues 3229 and 3481).
///
/// @param orders instant commands, in this order: what gives the power back goes first
/// @param cutAfter the variable with the seconds from the order to the cut
/// @param backAfter the variable with the seconds until the power is back
/// @param backCountsFromTheOrder whether these seconds count from the order, so that they must outlast the cut
record NutWay(List<String> orders, String cutAfter, String backAfter, boolean backCountsFromTheOrder) {
    /// The longest time from the order to the cut in seconds: the agent waits 2 min for its end.
    static final int LATEST_CUT = 90;

    NutWay {
        orders = List.copyOf(orders);
    }

    /// The best way that a UPS offers for what is configured, or `null`. An outlet is never replaced by the whole
    /// UPS: what was proven is the outlet, and others may hang on the rest.
    ///
    /// @param commands what `LIST CMD` names
    static @Nullable NutWay of(PowerCycleSettings wanted, Set<String> commands) {
        Integer outlet = wanted.outlet();
        if (outlet == null) {
            for (String whole : List.of("shutdown.reboot", "shutdown.return")) {
                if (commands.contains(whole)) {
                    return new NutWay(List.of(whole), "ups.delay.shutdown", "ups.delay.start", false);
                }
            }
            return null;
        }
        String prefix = "outlet." + outlet;
        String cutAfter = prefix + ".delay.shutdown";
        String backAfter = prefix + ".delay.start";
        String cycle = prefix + ".load.cycle";
        if (commands.contains(cycle)) {
            return new NutWay(List.of(cycle), cutAfter, backAfter, false);
        }
        String on = prefix + ".load.on.delay";
        String off = prefix + ".load.off.delay";
        return commands.containsAll(List.of(on, off)) ? new NutWay(List.of(on, off), cutAfter, backAfter, true) : null;
    }

    /// Why the power would not come back, or go in time, with the delays as the UPS has them; `null` when it would.
    ///
    /// @param cut the value of [#cutAfter()]; `null` when the UPS has none
    /// @param back the value of [#backAfter()]; `null` when the UPS has none
    @Nullable
    String objection(@Nullable String cut, @Nullable String back) {
        Integer cutSeconds = seconds(cut);
        Integer backSeconds = seconds(back);
        if (backSeconds != null && backSeconds < 0) {
            return backAfter + " is " + backSeconds + ": the power would not come back";
        }
        if (cutSeconds != null && (cutSeconds < 0 || cutSeconds > LATEST_CUT)) {
            return cutAfter + " is " + cutSeconds + "; 0 to " + LATEST_CUT + " s will do";
        }
        if (backCountsFromTheOrder && (cutSeconds == null || backSeconds == null || backSeconds <= cutSeconds)) {
            return backAfter + " (" + words(backSeconds) + ") is not longer than " + cutAfter + " (" + words(cutSeconds)
                    + "): the power could come before it goes";
        }
        return null;
    }

    private static String words(@Nullable Integer seconds) {
        return seconds == null ? "not known" : seconds + " s";
    }

    private static @Nullable Integer seconds(@Nullable String value) {
        return value != null && value.matches("-?[0-9]{1,6}") ? Integer.valueOf(value) : null;
    }
}
