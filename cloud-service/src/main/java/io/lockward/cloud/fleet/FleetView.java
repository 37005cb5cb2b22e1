package io.lockward.cloud.fleet;

import java.util.Map;

/// The whole fleet in a sentence and some counts.
///
/// @param needPerson banks whose health is major or critical
/// @param healing banks whose health is minor
public record FleetView(int banks, int online, int needPerson, int healing, String sentence, Counts counts) {
    /// By word.
    public record Counts(
            Map<String, Integer> presence, Map<String, Integer> health, int onBattery, Map<String, Integer> alarms) {}
}
