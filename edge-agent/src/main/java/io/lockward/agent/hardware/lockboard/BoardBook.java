package io.lockward.agent.hardware.lockboard;

import io.lockward.agent.hardware.Debounce;
import io.lockward.agent.hardware.DoorEdge;
import io.lockward.agent.hardware.DoorPosition;
import io.lockward.agent.hardware.lockboard.LockBoardSettings.Channel;
import io.lockward.agent.hardware.lockboard.LockBoardSettings.Channels;
import io.lockward.protocol.CompartmentId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// What the boards last said, and when.
///
/// Thread rule: the bus's thread writes, any thread reads; everything under this object's monitor.
final class BoardBook {
    private final LockBoardSettings settings;
    private final Duration window;
    private final LongSupplier nanoTime;
    private final Map<Integer, Page> pages = new HashMap<>();
    private final Map<CompartmentId, Debounce> doors = new HashMap<>();
    private boolean isConnected;

    /// One board.
    private static final class Page {
        private BoardReply.@Nullable Status last;
        private long askedAt;
        private boolean wasAsked;
        private boolean answers;
    }

    /// @param window how long a contact must stand still to count
    BoardBook(LockBoardSettings settings, Duration window, LongSupplier nanoTime) {
        this.settings = settings;
        this.window = window;
        this.nanoTime = nanoTime;
        settings.boards().forEach(board -> pages.put(board, new Page()));
    }

    synchronized void connected(boolean now) {
        isConnected = now;
        notifyAll();
    }

    /// A board was asked.
    ///
    /// @param askedAt when, before the answer
    /// @param status `null` when it did not answer
    /// @return the changes that count now
    synchronized List<DoorEdge> heard(int board, long askedAt, BoardReply.@Nullable Status status) {
        long nowNanos = nanoTime.getAsLong();
        Page page = page(board);
        page.askedAt = askedAt;
        page.wasAsked = true;
        page.answers = status != null;
        page.last = status;
        notifyAll();
        List<DoorEdge> edges = new ArrayList<>();
        if (status != null) {
            settings.compartments().forEach((compartment, wired) -> {
                if (wired.board() == board && status.tells(wired.door())) {
                    boolean closed = isClosed(status, wired.door());
                    Debounce before = doors.get(compartment);
                    Debounce after = before == null
                            ? Debounce.at(closed, nowNanos)
                            : before.seen(closed, nowNanos).settle(nowNanos, window);
                    doors.put(compartment, after);
                    if (before != null && before.settled() != after.settled()) {
                        edges.add(new DoorEdge(compartment, position(closed)));
                    }
                }
            });
        }
        return edges;
    }

    /// Whether a door of this board was seen at a new position that does not count yet.
    synchronized boolean isUnsettled(int board) {
        return settings.compartments().entrySet().stream()
                .filter(wired -> wired.getValue().board() == board)
                .map(wired -> doors.get(wired.getKey()))
                .anyMatch(door -> door != null && door.raw() != door.settled());
    }

    /// Whether a board answered when it was last asked.
    synchronized boolean answers(int board) {
        return page(board).answers;
    }

    /// Waits until every board that answers has been asked after a moment.
    ///
    /// @return false when that took too long
    synchronized boolean awaitAskedSince(long since, Duration patience) throws InterruptedException {
        long deadline = nanoTime.getAsLong() + patience.toNanos();
        while (isConnected && pages.values().stream().anyMatch(page -> isDue(page, since))) {
            long left = deadline - nanoTime.getAsLong();
            if (left <= 0) {
                return false;
            }
            wait(Math.max(1, left / 1_000_000));
        }
        return true;
    }

    private static boolean isDue(Page page, long since) {
        boolean fresh = page.wasAsked && page.askedAt - since >= 0;
        return !fresh && (page.answers || !page.wasAsked);
    }

    /// A board's newest answer, to a question asked after a moment; `null` when there is none.
    private BoardReply.@Nullable Status since(int board, long since) {
        Page page = page(board);
        boolean fresh = isConnected && page.answers && page.askedAt - since >= 0;
        return fresh ? page.last : null;
    }

    synchronized Map<CompartmentId, DoorPosition> doors(long since) {
        Map<CompartmentId, DoorPosition> positions = new TreeMap<>();
        settings.compartments().forEach((compartment, wired) -> {
            BoardReply.Status status = since(wired.board(), since);
            positions.put(
                    compartment,
                    status != null && status.tells(wired.door())
                            ? position(isClosed(status, wired.door()))
                            : DoorPosition.UNKNOWN);
        });
        return positions;
    }

    synchronized Map<CompartmentId, Boolean> bolts(long since) {
        Map<CompartmentId, Boolean> home = new TreeMap<>();
        settings.compartments().forEach((compartment, wired) -> {
            BoardReply.Status status = since(wired.board(), since);
            if (status != null && wired.tellsBolt() && status.tells(wired.lock())) {
                home.put(compartment, isClosed(status, wired.lock()));
            }
        });
        return home;
    }

    synchronized Map<CompartmentId, Boolean> items(long since) {
        Map<CompartmentId, Boolean> items = new TreeMap<>();
        settings.compartments().forEach((compartment, wired) -> {
            BoardReply.Status status = since(wired.board(), since);
            Integer bits = status == null ? null : status.items();
            if (bits != null && settings.items()) {
                items.put(compartment, ((bits >> (wired.lock() - 1)) & 1) == 1);
            }
        });
        return items;
    }

    /// Whether the cabinet's switch reads open; `null` when it cannot be read or there is none.
    synchronized @Nullable Boolean tamper(long since) {
        Channel switched = settings.tamper();
        BoardReply.Status status = switched == null ? null : since(switched.board(), since);
        if (switched == null || status == null || !status.tells(switched.channel())) {
            return null;
        }
        return !isClosed(status, switched.channel());
    }

    /// Whether a status shows that a compartment's door or bolt is not closed.
    boolean showsOpen(BoardReply.Status status, Channels wired) {
        return isOpen(status, wired.door()) || isOpen(status, wired.lock());
    }

    /// Whether a status leaves room for a door or bolt that is not closed: then nothing that is seen later was seen to
    /// open.
    boolean mayBeOpen(BoardReply.Status status, Channels wired) {
        return showsOpen(status, wired) || !status.tells(wired.door()) || !status.tells(wired.lock());
    }

    private boolean isOpen(BoardReply.Status status, int channel) {
        return status.tells(channel) && !isClosed(status, channel);
    }

    private Page page(int board) {
        return pages.computeIfAbsent(board, _ -> new Page());
    }

    /// Means nothing where the status does not tell of the channel.
    boolean isClosed(BoardReply.Status status, int channel) {
        boolean set = ((status.feedback() >>> (channel - 1)) & 1) == 1;
        return set == settings.closedIsOne();
    }

    private static DoorPosition position(boolean closed) {
        return closed ? DoorPosition.CLOSED : DoorPosition.OPEN;
    }
}
