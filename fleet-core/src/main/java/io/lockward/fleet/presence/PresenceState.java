package io.lockward.fleet.presence;

import io.lockward.protocol.BankId;
import io.lockward.protocol.Presence;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What is known about a bank's connection: its newest word, and when it came.
///
/// @param newest the newest word by (epoch, boot, up); its `state` is the strongest word of that session: a goodbye
///     or a will ends a session for good
/// @param since when the state became what it is, by the cloud's clock
/// @param lastSeen when the bank itself was last heard (a will is not the bank)
/// @param clockOffsetMillis the controller's clock minus ours when it was last heard online; positive when it is fast
/// @param proven whether the newest word is signed with the key registered for the bank; commands go to no other
public record PresenceState(
        BankId bank,
        Presence newest,
        Instant since,
        Instant lastSeen,
        @Nullable Long clockOffsetMillis,
        boolean proven) {}
