package io.lockward.cloud.notice;

import io.lockward.fleet.parcel.ParcelKey;
import io.lockward.fleet.parcel.ParcelNews;
import java.time.Instant;
import java.util.UUID;

/// Something to be told, taken to be sent now.
///
/// @param id the same however often it is sent, so that who gets it twice can tell
/// @param target a recipient's id, or an endpoint's
/// @param attempts with this one, from 1
/// @param createdAt when there was something to tell
record Notice(
        UUID id,
        ParcelKey parcel,
        ParcelNews.Kind kind,
        Channel channel,
        String target,
        int attempts,
        Instant createdAt) {
    /// How it is told.
    enum Channel {
        EMAIL,
        WEBHOOK
    }
}
