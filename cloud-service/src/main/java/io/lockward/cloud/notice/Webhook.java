package io.lockward.cloud.notice;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An endpoint of an integrator.
///
/// @param lockedSecret what signs for it, locked away with the seal key
/// @param kinds what it hears of; `null` for everything
/// @param banks whose parcels; `null` for every bank's
/// @param paused since when nothing goes there, and who said so; `null` while it hears
record Webhook(
        String id,
        String url,
        String lockedSecret,
        @Nullable List<String> kinds,
        @Nullable List<String> banks,
        String madeBy,
        Instant madeAt,
        @Nullable Paused paused) {
    /// That an endpoint rests.
    record Paused(String by, Instant at) {}

    static String purpose(String id) {
        return "webhook/" + id;
    }

    @Override
    public String toString() {
        return "Webhook[" + id + "]";
    }
}
