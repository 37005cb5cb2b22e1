package io.lockward.agent.bank;

import io.lockward.agent.bank.clip.Place;
import io.lockward.protocol.BootId;
import io.lockward.protocol.entry.Stamp;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// The moment of one decision. Deadlines use `uptime`; `wall` may be wrong and only stamps.
///
/// @param wall the controller's wall clock
/// @param uptime since the controller booted, never going back within a boot
/// @param boot the journal's boot counter, from 1
/// @param bootId the kernel's name of this boot
/// @param place of the journal's last entry; what is decided now comes after it
public record Now(Instant wall, Duration uptime, long boot, BootId bootId, Place place) {
    private static final Instant EARLIEST = Instant.EPOCH;
    private static final Instant LATEST = Instant.parse("2199-12-31T00:00:00Z");

    public Now {
        if (uptime.isNegative()) {
            throw new IllegalArgumentException("uptime is not negative");
        }
        if (boot < 1) {
            throw new IllegalArgumentException("boot is at least 1");
        }
    }

    /// Where nothing depends on what the journal numbers its entries.
    public Now(Instant wall, Duration uptime, long boot, BootId bootId) {
        this(wall, uptime, boot, bootId, Place.UNKNOWN);
    }

    /// Milliseconds since the controller booted.
    public long up() {
        return uptime.toMillis();
    }

    /// What an entry of this moment is stamped with: to the millisecond, and within what the wire can carry,
    /// because a clock without a battery can say anything.
    public Stamp stamp() {
        Instant at = wall.isBefore(EARLIEST) ? EARLIEST : wall.isAfter(LATEST) ? LATEST : wall;
        return new Stamp(at.truncatedTo(ChronoUnit.MILLIS), boot, up());
    }
}
