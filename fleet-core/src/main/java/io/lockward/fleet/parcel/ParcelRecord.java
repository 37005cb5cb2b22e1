package io.lockward.fleet.parcel;

import io.lockward.protocol.BankId;
import org.jspecify.annotations.Nullable;

/// One parcel and where it stands.
///
/// @param announcement `null` for one that just came
public record ParcelRecord(ParcelKey key, @Nullable Announcement announcement, ParcelStanding standing) {
    public BankId bank() {
        return key.bank();
    }

    public ParcelRecord withStanding(ParcelStanding next) {
        return new ParcelRecord(key, announcement, next);
    }

    /// Whose it is, by the announcement or by the courier who chose a name at the screen.
    public @Nullable String recipient() {
        String told = standing.recipient();
        return told != null ? told : announcement == null ? null : announcement.recipient();
    }

    /// Whether its recipient can come for it: it is in, it has a code, and nothing holds it back.
    public boolean isReady() {
        return standing.state().isInside() && standing.number() > 0 && !standing.returning() && !standing.held();
    }
}
