package io.lockward.agent.upload;

import org.jspecify.annotations.Nullable;

/// What to do after each answer of the cloud. Pure and total: whoever answers may be wrong or hostile, and
/// costs time at most. The protocol's shapes are those of the IETF draft "Resumable Uploads for HTTP".
final class UploadRules {
    /// A piece has at most so many bytes, and the cloud takes no larger ones.
    static final int MOST_PIECE = 4 << 20;

    static final int LEAST_PIECE = 16 << 10;

    /// The cloud may not know a clip's entry yet although it has acknowledged it: it looks again.
    private static final int UNKNOWN_SECONDS = 60;

    private static final int REFUSED_SECONDS = 300;
    private static final int FULL_SECONDS = 600;
    private static final int BUSY_SECONDS = 30;
    private static final int MOST_SECONDS = 3_600;

    private UploadRules() {}

    /// What an answer says, as far as it can be read.
    ///
    /// @param offset how many bytes the cloud holds
    /// @param complete whether it says that it has all and that the hash is right
    /// @param retryAfter seconds it asks to wait
    record Reply(
            int status,
            @Nullable Long offset,
            boolean complete,
            @Nullable Integer retryAfter) {}

    sealed interface Next {
        /// Send the piece that begins there.
        record Send(long offset) implements Next {}

        /// The cloud has it all.
        record Stored() implements Next {}

        /// It got everything and the hash was wrong: look at the file, then begin anew.
        record StartOver() implements Next {}

        /// The cloud deleted it, or its time was over before it came: nobody may keep it.
        record Over() implements Next {}

        /// Pieces of this size are too large.
        record Smaller() implements Next {}

        /// Nothing can be done now.
        ///
        /// @param seconds how long to wait, 1 to 3,600
        /// @param others whether the next clip may be tried meanwhile
        record Wait(int seconds, boolean others, String why) implements Next {}
    }

    /// @param bytes of the whole clip
    static Next after(Reply reply, long bytes) {
        return switch (reply.status()) {
            case 200, 201, 204 -> holds(reply, bytes);
            case 409 ->
                reply.offset() == null
                        ? new Next.Wait(BUSY_SECONDS, true, "the cloud holds another part and does not say which")
                        : holds(reply, bytes);
            case 404 -> new Next.Wait(UNKNOWN_SECONDS, true, "the cloud does not know the clip yet");
            case 401, 403 -> new Next.Wait(REFUSED_SECONDS, false, "the cloud does not believe the bank");
            case 410 -> new Next.Over();
            // Too large, or too large for a line that is this slow.
            case 408, 413 -> new Next.Smaller();
            case 422 -> new Next.StartOver();
            case 507 -> new Next.Wait(FULL_SECONDS, false, "the cloud has no room");
            case 429, 503 -> {
                Integer asked = reply.retryAfter();
                int seconds = asked == null ? BUSY_SECONDS : Math.clamp(asked, 1, MOST_SECONDS);
                yield new Next.Wait(seconds, false, "the cloud is busy");
            }
            default -> new Next.Wait(BUSY_SECONDS, false, "the cloud answers " + reply.status());
        };
    }

    private static Next holds(Reply reply, long bytes) {
        if (reply.complete()) {
            return new Next.Stored();
        }
        Long offset = reply.offset();
        if (offset == null || offset < 0 || offset > bytes) {
            return new Next.Wait(BUSY_SECONDS, true, "the cloud's offset makes no sense");
        }
        // All of it is there and it is not complete: it is still being checked.
        return offset == bytes ? new Next.Wait(1, true, "the cloud is still checking") : new Next.Send(offset);
    }
}
