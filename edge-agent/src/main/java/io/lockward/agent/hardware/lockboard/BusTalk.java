package io.lockward.agent.hardware.lockboard;

import java.io.IOException;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Question and answer on one bus, one at a time. A question may be asked again, because it changes nothing. **An order
/// goes out once**: nothing in these protocols tells a board that it has had it already, so a second one would open
/// once more, perhaps a door that somebody has just closed.
///
/// Thread rule: one thread.
final class BusTalk {
    /// After a question nobody answered in time, an answer that comes so late could be taken for that of an order.
    private static final long LATE_NANOS = 2_000_000_000L;

    /// Waits for the bus to fall silent after a missing answer, each [SerialLine#WAIT_MILLIS].
    private static final int MOST_QUIET_WAITS = 3;

    /// What came of an order.
    enum Ordered {
        /// The board said that it took it.
        TAKEN,
        /// The board said that it did not carry it out.
        REFUSED,
        /// The board said that it failed, which leaves open whether the coil was driven.
        DOUBTFUL,
        /// It went out, and nobody said what became of it.
        UNANSWERED,
        /// Not one byte went out.
        UNSENT
    }

    private final SerialLine line;
    private final BoardCodec codec;
    private final FrameReader frames;
    private final long replyNanos;
    private final LongSupplier nanoTime;
    private final BusCounts.Tally tally;
    private final byte[] chunk = new byte[FrameReader.CAPACITY];
    private boolean hearsItself;
    private boolean knowsEcho;
    private @Nullable Long unansweredAt;

    /// @param reply how long a board may take to begin its answer; waits come in steps of [SerialLine#WAIT_MILLIS]
    BusTalk(SerialLine line, BoardCodec codec, Duration reply, LongSupplier nanoTime, BusCounts.Tally tally) {
        this.line = line;
        this.codec = codec;
        this.frames = new FrameReader(codec);
        this.replyNanos = reply.toNanos();
        this.nanoTime = nanoTime;
        this.tally = tally;
    }

    /// Asks a board how its channels are.
    ///
    /// @param tries how often at most, from 1
    /// @return `null` when it did not answer
    /// @throws IOException when the line is gone
    BoardReply.@Nullable Status ask(int board, int tries) throws IOException {
        for (int attempt = 0; attempt < tries; attempt++) {
            byte[] question = codec.status(board);
            begin();
            long skippedBefore = frames.skipped();
            tally.asked();
            if (line.write(question) < question.length) {
                throw new IOException("the serial device takes no bytes any more");
            }
            BoardReply.Status answer = awaitStatus(board);
            tally.frames(frames);
            if (answer != null) {
                knowsEcho |= frames.skipped() == skippedBefore;
                return answer;
            }
            tally.unanswered();
            unansweredAt = nanoTime.getAsLong();
            awaitQuiet();
        }
        return null;
    }

    /// Orders a board to open one lock, once.
    ///
    /// @throws IOException when the line broke after the order went out
    Ordered unlock(int board, int channel) throws IOException {
        byte[] order = codec.unlock(board, channel);
        begin();
        tally.ordered();
        int sent = line.write(order);
        if (sent == 0) {
            return Ordered.UNSENT;
        }
        // A part of an order is an order whose checksum is missing: no board takes it, but nothing proves that.
        Ordered came = sent < order.length ? Ordered.UNANSWERED : awaitTaken(board, channel);
        tally.frames(frames);
        if (came == Ordered.UNANSWERED) {
            unansweredAt = nanoTime.getAsLong();
            awaitQuiet();
        }
        return came;
    }

    private BoardReply.@Nullable Status awaitStatus(int board) throws IOException {
        long deadline = nanoTime.getAsLong() + replyNanos;
        while (true) {
            BoardReply reply = nextBefore(deadline);
            switch (reply) {
                case null -> {
                    return null;
                }
                case BoardReply.Status status
                when status.board() == board -> {
                    return status;
                }
                case BoardReply.Request _ -> hearsItself = true;
                case BoardReply.News _ -> tally.news();
                case BoardReply.Status _,
                        BoardReply.Taken _,
                        BoardReply.Refused _,
                        BoardReply.Doubtful _,
                        BoardReply.Foreign _ -> tally.stray();
            }
        }
    }

    private Ordered awaitTaken(int board, int channel) throws IOException {
        boolean mayBeLate = unansweredAt != null && nanoTime.getAsLong() - unansweredAt < LATE_NANOS;
        boolean awaitsEcho = hearsItself;
        long deadline = nanoTime.getAsLong() + replyNanos;
        while (true) {
            BoardReply reply = nextBefore(deadline);
            switch (reply) {
                case null -> {
                    return Ordered.UNANSWERED;
                }
                case BoardReply.Taken taken
                when taken.board() == board && taken.channel() == channel -> {
                    if (!taken.looksLikeEcho() || (knowsEcho && !awaitsEcho)) {
                        return Ordered.TAKEN;
                    }
                    awaitsEcho = false;
                }
                case BoardReply.Refused refused
                when refused.board() == board && refused.channel() == channel -> {
                    return Ordered.REFUSED;
                }
                case BoardReply.Doubtful doubtful
                when doubtful.board() == board && doubtful.channel() == channel -> {
                    return Ordered.DOUBTFUL;
                }
                case BoardReply.Status status
                when status.board() == board && !mayBeLate && codec.answersOrdersByStatus() -> {
                    return Ordered.TAKEN;
                }
                case BoardReply.Request _ -> hearsItself = true;
                case BoardReply.News _ -> tally.news();
                case BoardReply.Status _,
                        BoardReply.Taken _,
                        BoardReply.Refused _,
                        BoardReply.Doubtful _,
                        BoardReply.Foreign _ -> tally.stray();
            }
        }
    }

    /// What came before the question is nobody's answer. News that comes between two questions is no noise.
    private void begin() throws IOException {
        while (line.waiting() > 0) {
            frames.add(chunk, line.read(chunk));
            BoardReply before = frames.next();
            while (before != null) {
                if (before instanceof BoardReply.News) {
                    tally.news();
                } else if (!(before instanceof BoardReply.Request)) {
                    tally.stray();
                }
                before = frames.next();
            }
        }
        frames.clear();
    }

    private void awaitQuiet() throws IOException {
        for (int i = 0; i < MOST_QUIET_WAITS; i++) {
            int count = line.read(chunk);
            if (count == 0) {
                return;
            }
            tally.noise(count);
        }
    }

    private @Nullable BoardReply nextBefore(long deadline) throws IOException {
        while (true) {
            BoardReply reply = frames.next();
            if (reply != null) {
                return reply;
            }
            if (nanoTime.getAsLong() >= deadline) {
                return null;
            }
            frames.add(chunk, line.read(chunk));
        }
    }
}
