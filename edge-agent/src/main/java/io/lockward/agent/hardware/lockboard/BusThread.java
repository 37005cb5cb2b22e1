package io.lockward.agent.hardware.lockboard;

import io.lockward.agent.hardware.DoorEdge;
import io.lockward.agent.hardware.LockLimits;
import io.lockward.agent.hardware.PulseResult.Fault;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one thread that talks on a bus: orders first, then whichever board's turn it is to be asked.
///
/// Thread rule: [#run()] is the thread; everything else from any thread.
final class BusThread implements Runnable {
    /// How often a question is asked before a board counts as silent.
    private static final int TRIES = 3;

    /// A silent board must not slow the others down: one question, now and then.
    private static final long SILENT_PACE_NANOS = Duration.ofSeconds(2).toNanos();

    /// After an order its board is asked often, so that an opening is known at once.
    private static final long EAGER_PACE_NANOS = Duration.ofMillis(60).toNanos();

    private static final long EAGER_NANOS = Duration.ofSeconds(5).toNanos();

    /// How long after a pulse whose answer is missing its lock may still move.
    private static final long EVIDENCE_NANOS = Duration.ofSeconds(1).toNanos();

    /// A coil's own time to fall back.
    private static final long MARGIN_NANOS = Duration.ofMillis(100).toNanos();

    private static final long FIRST_BACKOFF_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long LONGEST_BACKOFF_NANOS = Duration.ofSeconds(10).toNanos();
    private static final Logger LOG = LoggerFactory.getLogger(BusThread.class);

    private final LockBoardSettings settings;
    private final LockLimits limits;
    private final BoardBook book;
    private final LongSupplier nanoTime;
    private final BusCounts.Tally tally = new BusCounts.Tally();
    private final Semaphore bell = new Semaphore(0);
    private final ArrayDeque<Pulse> waiting = new ArrayDeque<>();
    private final Map<Integer, Long> dueAt = new HashMap<>();
    private volatile Consumer<DoorEdge> listener = edge -> {};
    private volatile boolean locksClosed;
    private volatile boolean closed;
    private volatile @Nullable Long freshSince;

    // Of the bus's thread alone
    private @Nullable SerialLine line;
    private @Nullable BusTalk talk;
    private @Nullable Pulse running;
    private int eagerBoard = -1;
    private long eagerUntil;
    private long connectAt;
    private long backoff = FIRST_BACKOFF_NANOS;
    private boolean saidWhyNot;

    BusThread(LockBoardSettings settings, LockLimits limits, BoardBook book, LongSupplier nanoTime) {
        this.settings = settings;
        this.limits = limits;
        this.book = book;
        this.nanoTime = nanoTime;
        long now = nanoTime.getAsLong();
        this.connectAt = now;
        settings.boards().forEach(board -> dueAt.put(board, now));
    }

    BusCounts counts() {
        return tally.counts();
    }

    void listen(Consumer<DoorEdge> changed) {
        listener = changed;
    }

    /// Every board that answers is asked at once.
    void askAllSince(long moment) {
        freshSince = moment;
        bell.release();
    }

    boolean isClosed() {
        return closed;
    }

    /// @return why it is not taken; `null` when it is
    @Nullable
    Fault offer(Pulse pulse) {
        synchronized (waiting) {
            if (locksClosed || closed) {
                return Fault.CLOSED;
            }
            if (waiting.size() > limits.waiting()) {
                return Fault.BUSY;
            }
            waiting.add(pulse);
        }
        bell.release();
        return null;
    }

    void closeLocks() {
        List<Pulse> left;
        synchronized (waiting) {
            locksClosed = true;
            left = new ArrayList<>(waiting);
            waiting.clear();
        }
        left.forEach(pulse -> pulse.refuse(Fault.CLOSED, "the locks were closed"));
        bell.release();
    }

    void close() {
        closed = true;
        closeLocks();
    }

    @Override
    public void run() {
        while (!closed) {
            try {
                BusTalk open = connected();
                if (open == null) {
                    refuseWaiting("the serial device " + settings.device() + " cannot be opened; nothing was sent");
                    sleep(connectAt);
                } else {
                    turn(open);
                }
            } catch (IOException e) {
                lost(e);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                break;
            } catch (RuntimeException e) {
                LOG.atError().setCause(e).log("Fault on the lock bus");
                lost(new IOException("a fault of the agent", e));
            }
        }
        closeLocks();
        disconnect();
    }

    private void turn(BusTalk open) throws IOException, InterruptedException {
        long now = nanoTime.getAsLong();
        Pulse before = running;
        if (before != null && before.isOver(now)) {
            end(before);
        }
        expire(now);
        Pulse next = running == null ? take() : null;
        if (next != null) {
            give(open, next);
            return;
        }
        Integer board = due(now);
        if (board == null) {
            sleep(nextTime(now));
        } else {
            poll(open, board);
        }
    }

    private @Nullable Pulse take() {
        synchronized (waiting) {
            return waiting.poll();
        }
    }

    private void expire(long now) {
        List<Pulse> late = new ArrayList<>();
        synchronized (waiting) {
            waiting.removeIf(pulse -> pulse.hasWaited(now, limits.patience()) && late.add(pulse));
        }
        late.forEach(pulse -> pulse.refuse(Fault.BUSY, "another lock was busy for too long"));
    }

    private void refuseWaiting(String detail) {
        Pulse pulse = take();
        while (pulse != null) {
            pulse.refuse(Fault.DEVICE, detail);
            pulse = take();
        }
    }

    /// Asks, orders once, and leaves the rest to the rounds that follow.
    private void give(BusTalk open, Pulse pulse) throws IOException {
        int board = pulse.wired().board();
        BoardReply.Status before;
        try {
            before = ask(open, board, TRIES);
        } catch (IOException e) {
            pulse.refuse(Fault.DEVICE, "the bus broke; nothing was sent: " + e.getMessage());
            throw e;
        }
        if (before == null) {
            pulse.refuse(Fault.DEVICE, "board " + board + " does not answer; nothing was sent");
            return;
        }
        if (locksClosed) {
            pulse.refuse(Fault.CLOSED, "the locks were closed");
            return;
        }
        long sentAt = nanoTime.getAsLong();
        boolean wasOpen = book.mayBeOpen(before, pulse.wired());
        BusTalk.Ordered came;
        try {
            came = open.unlock(board, pulse.wired().lock());
        } catch (IOException e) {
            pulse.given(BusTalk.Ordered.UNANSWERED, wasOpen, sentAt, sentAt);
            end(pulse);
            throw e;
        }
        switch (came) {
            case UNSENT -> pulse.refuse(Fault.DEVICE, "the serial device took no bytes; nothing was sent");
            case REFUSED -> pulse.refuse(Fault.DEVICE, "board " + board + " refused the order");
            case TAKEN, DOUBTFUL, UNANSWERED -> follow(pulse, came, wasOpen, sentAt);
        }
    }

    private void follow(Pulse pulse, BusTalk.Ordered came, boolean wasOpen, long sentAt) {
        running = pulse;
        long length = pulse.length().toNanos();
        pulse.given(came, wasOpen, sentAt + length + MARGIN_NANOS, sentAt + length + EVIDENCE_NANOS);
        int board = pulse.wired().board();
        eagerBoard = board;
        eagerUntil = nanoTime.getAsLong() + EAGER_NANOS;
        dueAt.put(board, nanoTime.getAsLong());
    }

    private void end(Pulse pulse) {
        if (pulse == running) {
            running = null;
        }
        if (!pulse.isKnown()) {
            tally.unconfirmed();
            LOG.atWarn()
                    .addKeyValue("compartment", pulse.compartment())
                    .addKeyValue("board", pulse.wired().board())
                    .log("Nobody said what became of an order to open; it is not repeated");
        }
        pulse.over();
    }

    private void poll(BusTalk open, int board) throws IOException {
        ask(open, board, book.answers(board) ? TRIES : 1);
    }

    private BoardReply.@Nullable Status ask(BusTalk open, int board, int tries) throws IOException {
        boolean answered = book.answers(board);
        long askedAt = nanoTime.getAsLong();
        BoardReply.Status status = open.ask(board, tries);
        List<DoorEdge> edges = book.heard(board, askedAt, status);
        long now = nanoTime.getAsLong();
        long pace = status == null
                ? SILENT_PACE_NANOS
                : book.isUnsettled(board) || (board == eagerBoard && now < eagerUntil)
                        ? EAGER_PACE_NANOS
                        : settings.poll().toNanos();
        dueAt.put(board, now + pace);
        if (answered != (status != null)) {
            (status == null ? LOG.atWarn() : LOG.atInfo())
                    .addKeyValue("board", board)
                    .addKeyValue("device", settings.device())
                    .addKeyValue("counts", tally.counts())
                    .log(status == null ? "Lock board does not answer" : "Lock board answers");
        }
        Pulse pulse = running;
        if (pulse != null && status != null && pulse.wired().board() == board) {
            pulse.seen(book.showsOpen(status, pulse.wired()));
        }
        edges.forEach(this::tell);
        return status;
    }

    /// Whose turn it is; a reader that waits goes before the round.
    private @Nullable Integer due(long now) {
        Long fresh = freshSince;
        if (fresh != null) {
            freshSince = null;
            dueAt.replaceAll((board, at) -> book.answers(board) && at - now > 0 ? now : at);
        }
        return dueAt.entrySet().stream()
                .filter(board -> board.getValue() - now <= 0)
                .min((one, other) -> Long.compare(one.getValue() - now, other.getValue() - now))
                .map(Map.Entry::getKey)
                .orElse(null);
    }

    private long nextTime(long now) {
        long left = dueAt.values().stream().mapToLong(at -> at - now).min().orElse(SILENT_PACE_NANOS);
        return now + left;
    }

    private void sleep(long until) throws InterruptedException {
        long left = until - nanoTime.getAsLong();
        if (left > 0) {
            boolean _ = bell.tryAcquire(left, TimeUnit.NANOSECONDS);
        }
        bell.drainPermits();
    }

    private void tell(DoorEdge edge) {
        try {
            listener.accept(edge);
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("Listener of door edges failed");
        }
    }

    private @Nullable BusTalk connected() {
        if (talk != null || nanoTime.getAsLong() - connectAt < 0) {
            return talk;
        }
        try {
            SerialLine opened = SerialLine.open(settings.device(), settings.baud(), nanoTime);
            line = opened;
            tally.connected();
            talk = new BusTalk(opened, settings.family().codec(), settings.reply(), nanoTime, tally);
            backoff = FIRST_BACKOFF_NANOS;
            saidWhyNot = false;
            book.connected(true);
            LOG.atInfo()
                    .addKeyValue("device", settings.device())
                    .addKeyValue("family", settings.family())
                    .log("Lock bus is open");
        } catch (IOException e) {
            connectAt = nanoTime.getAsLong() + backoff;
            backoff = Math.min(LONGEST_BACKOFF_NANOS, backoff * 2);
            if (!saidWhyNot) {
                saidWhyNot = true;
                LOG.atError().addKeyValue("detail", e.getMessage()).log("Lock bus cannot be opened");
            }
        }
        return talk;
    }

    private void lost(IOException problem) {
        LOG.atError()
                .addKeyValue("device", settings.device())
                .addKeyValue("detail", problem.getMessage())
                .log("Lock bus is lost");
        disconnect();
        connectAt = nanoTime.getAsLong() + FIRST_BACKOFF_NANOS;
    }

    private void disconnect() {
        book.connected(false);
        Pulse cut = running;
        if (cut != null) {
            end(cut);
        }
        SerialLine open = line;
        line = null;
        talk = null;
        if (open != null) {
            open.close();
        }
        long now = nanoTime.getAsLong();
        dueAt.replaceAll((_, _) -> now);
    }
}
