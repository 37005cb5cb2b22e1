package io.lockward.cloud.footage;

import io.lockward.protocol.UploadClaims;
import org.jspecify.annotations.Nullable;

/// What an upload may do where its clip stands. Pure.
final class UploadRules {
    /// A body that broke off is kept from so many bytes on: else somebody with a bad line would leave crumbs by the
    /// thousand.
    static final int LEAST_CUT_BYTES = 64 * 1024;
    /// A content comes in so many pieces at most: 4 GiB in bodies of 64 KiB.
    static final int MOST_PIECES = 65_536;

    private UploadRules() {}

    /// Why an upload is not taken.
    enum Refusal {
        /// No bank's word is shown, or it does not hold.
        UNAUTHENTICATED(401),
        /// It is another bank's, for another clip, or for other bytes than the bank's journal names.
        NOT_YOURS(403),
        /// Nothing was told of this clip yet.
        NOT_YET(404),
        /// Its time is over; it never comes again.
        GONE(410),
        /// A request that does not say where its part goes.
        NO_OFFSET(400),
        /// A request without a length.
        NO_LENGTH(411),
        /// More than fits: of the clip, of one request, or too many small ones.
        TOO_LARGE(413),
        /// All of it came, and its hash is another.
        WRONG_BYTES(422),
        /// The body broke off and too little of it came.
        CUT(400),
        /// Nothing came for a while, or too little for too long.
        TOO_SLOW(408),
        /// The bank has as many under way as one bank may; try again in seconds.
        TOO_MANY(429),
        /// Too many uploads at once, of all banks; try again in seconds.
        BUSY(429),
        /// The vault or its key is away; try again in a minute.
        AWAY(503),
        /// The vault is full.
        FULL(507);

        private final int status;

        Refusal(int status) {
            this.status = status;
        }

        int status() {
            return status;
        }
    }

    /// Whether a bank may upload to its clip; `null` when it may.
    ///
    /// @param content `null` when nothing was told of it
    static @Nullable Refusal objection(UploadClaims claims, @Nullable Content content) {
        if (content == null || content.sha256() == null) {
            return Refusal.NOT_YET;
        }
        if (content.removed()) {
            return Refusal.GONE;
        }
        boolean same = content.sha256().equals(claims.sha256())
                && (content.bytes() == null || content.bytes() == claims.bytes());
        return same ? null : Refusal.NOT_YOURS;
    }

    /// Whether so much fits in one request.
    ///
    /// @param length of its body; negative when it does not say
    /// @param pieces how many there are already
    static @Nullable Refusal objection(UploadClaims claims, long offset, long length, long mostAtOnce, int pieces) {
        if (length < 0) {
            return Refusal.NO_LENGTH;
        }
        boolean fits = length <= mostAtOnce && length <= claims.bytes() - offset && pieces < MOST_PIECES;
        return fits ? null : Refusal.TOO_LARGE;
    }

    /// Whether what came of a body is kept.
    ///
    /// @param came bytes
    /// @param announced bytes
    static boolean keeps(int came, long announced) {
        return came > 0 && (came == announced || came >= LEAST_CUT_BYTES);
    }
}
