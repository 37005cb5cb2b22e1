package io.lockward.agent.hardware.lockboard;

import io.lockward.protocol.CompartmentId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The lock boards of one bank and what is wired to them.
///
/// @param device the serial device's file, or a symbolic link to it
/// @param baud bits per second, 1,200 to 115,200
/// @param reply how long a board may take to begin its answer, 20 ms to 2 s
/// @param poll how often each board is asked, 50 ms to 5 s
/// @param closedIsOne whether a set bit means closed; it depends on the locks' contacts, so a commissioning cycle
///     verifies it
/// @param items whether the boards' item sensors are fitted
/// @param compartments what each is wired to
/// @param tamper the channel of a switch that is closed while the cabinet is; `null` without one
public record LockBoardSettings(
        BoardFamily family,
        Path device,
        int baud,
        Duration reply,
        Duration poll,
        boolean closedIsOne,
        boolean items,
        SortedMap<CompartmentId, Channels> compartments,
        @Nullable Channel tamper) {
    public static final int LEAST_BAUD = 1_200;
    public static final int MOST_BAUD = 115_200;
    public static final Duration DEFAULT_REPLY = Duration.ofMillis(200);
    public static final Duration DEFAULT_POLL = Duration.ofMillis(250);

    /// One channel of one board.
    ///
    /// @param channel from 1
    public record Channel(int board, int channel) {
        @Override
        public String toString() {
            return "board " + board + " channel " + channel;
        }
    }

    /// What one compartment is wired to, on one board.
    ///
    /// @param lock the channel of its lock, from 1
    /// @param door the channel whose contact its door closes; the same as `lock` where the lock's own contact tells
    ///     the door. Where it is another one, the contact of `lock` tells the bolt
    public record Channels(int board, int lock, int door) {
        boolean tellsBolt() {
            return door != lock;
        }
    }

    public LockBoardSettings {
        compartments = Collections.unmodifiableSortedMap(new TreeMap<>(compartments));
        require(baud >= LEAST_BAUD && baud <= MOST_BAUD, "a baud rate is " + LEAST_BAUD + " to " + MOST_BAUD);
        within(reply, 20, 2_000, "an answer takes");
        within(poll, 50, 5_000, "a board is asked every");
        require(!items || family.tellsItems(), "boards of the family " + family + " tell nothing of items");
        Set<Channel> used = new HashSet<>();
        compartments.forEach((compartment, wired) -> {
            use(family, used, new Channel(wired.board(), wired.lock()), compartment.value());
            if (wired.tellsBolt()) {
                use(family, used, new Channel(wired.board(), wired.door()), compartment.value());
            }
        });
        if (tamper != null) {
            use(family, used, tamper, "the tamper switch");
        }
    }

    /// The addresses of all boards.
    SortedSet<Integer> boards() {
        SortedSet<Integer> boards = new TreeSet<>();
        compartments.values().forEach(wired -> boards.add(wired.board()));
        if (tamper != null) {
            boards.add(tamper.board());
        }
        return boards;
    }

    private static void use(BoardFamily family, Set<Channel> used, Channel channel, String by) {
        require(
                channel.board() >= family.leastBoard() && channel.board() <= family.mostBoard(),
                by + ": boards of this family are numbered " + family.leastBoard() + " to " + family.mostBoard());
        require(
                channel.channel() >= 1 && channel.channel() <= family.channels(),
                by + ": channels of this family are numbered 1 to " + family.channels());
        require(used.add(channel), by + ": " + channel + " is wired more than once");
    }

    private static void within(Duration value, long least, long most, String words) {
        require(value.toMillis() >= least && value.toMillis() <= most, words + " " + least + " ms to " + most + " ms");
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
