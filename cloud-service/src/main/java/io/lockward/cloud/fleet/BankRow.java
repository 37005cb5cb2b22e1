package io.lockward.cloud.fleet;

import io.lockward.fleet.Reported;
import io.lockward.fleet.presence.PresenceState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One bank as it was read for a list.
///
/// @param layout as JSON, when one was registered
/// @param keySetAt when the public key was registered
/// @param power the newest word on power
/// @param doors how many were heard of
/// @param laidOut how many the registered layout has
record BankRow(
        String id,
        String name,
        BankView.SiteView site,
        @Nullable String layout,
        @Nullable String publicKey,
        @Nullable Instant keySetAt,
        boolean registered,
        @Nullable PresenceState presence,
        @Nullable Reported power,
        int doors,
        int open,
        int jammed,
        int laidOut) {}
