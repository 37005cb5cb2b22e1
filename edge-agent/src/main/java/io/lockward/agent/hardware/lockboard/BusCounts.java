package io.lockward.agent.hardware.lockboard;

import java.util.concurrent.atomic.AtomicLong;

/// What a bus has seen since the agent started.
///
/// @param questions asked, repeated ones too
/// @param orders to open that went out
/// @param unanswered questions without an answer in time
/// @param unconfirmed orders of which nobody said what became of them
/// @param badChecksums frames whose checksum was wrong
/// @param noiseBytes bytes that were part of no frame, or came when nobody had asked
/// @param strays whole frames that answered something else
/// @param news frames in which a board told of a change unasked
/// @param connections how often the device was opened
public record BusCounts(
        long questions,
        long orders,
        long unanswered,
        long unconfirmed,
        long badChecksums,
        long noiseBytes,
        long strays,
        long news,
        long connections) {

    /// Counts on the bus's thread, read from any.
    static final class Tally {
        private final AtomicLong questions = new AtomicLong();
        private final AtomicLong orders = new AtomicLong();
        private final AtomicLong unanswered = new AtomicLong();
        private final AtomicLong unconfirmed = new AtomicLong();
        private final AtomicLong badChecksums = new AtomicLong();
        private final AtomicLong noiseBytes = new AtomicLong();
        private final AtomicLong strays = new AtomicLong();
        private final AtomicLong news = new AtomicLong();
        private final AtomicLong connections = new AtomicLong();
        private long countedBroken;
        private long countedSkipped;

        BusCounts counts() {
            return new BusCounts(
                    questions.get(),
                    orders.get(),
                    unanswered.get(),
                    unconfirmed.get(),
                    badChecksums.get(),
                    noiseBytes.get(),
                    strays.get(),
                    news.get(),
                    connections.get());
        }

        void asked() {
            questions.incrementAndGet();
        }

        void ordered() {
            orders.incrementAndGet();
        }

        void unanswered() {
            unanswered.incrementAndGet();
        }

        void unconfirmed() {
            unconfirmed.incrementAndGet();
        }

        void stray() {
            strays.incrementAndGet();
        }

        void news() {
            news.incrementAndGet();
        }

        void noise(int bytes) {
            noiseBytes.addAndGet(bytes);
        }

        /// A new reader of frames has counted nothing yet.
        void connected() {
            connections.incrementAndGet();
            countedBroken = 0;
            countedSkipped = 0;
        }

        void frames(FrameReader frames) {
            badChecksums.addAndGet(frames.broken() - countedBroken);
            noiseBytes.addAndGet(frames.skipped() - countedSkipped);
            countedBroken = frames.broken();
            countedSkipped = frames.skipped();
        }
    }
}
