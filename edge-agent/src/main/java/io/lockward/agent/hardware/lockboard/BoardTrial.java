package io.lockward.agent.hardware.lockboard;

import io.lockward.agent.hardware.lockboard.LockBoardSettings.Channels;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/// Asks every board once what its contacts say. Opens no lock.
public final class BoardTrial {
    private static final int TRIES = 3;

    private BoardTrial() {}

    /// @param said one line for each board that answered, for people
    /// @param silent the addresses of those that did not
    public record Outcome(List<String> said, List<Integer> silent) {
        public Outcome {
            said = List.copyOf(said);
            silent = List.copyOf(silent);
        }
    }

    /// @param library where [SerialLibrary] goes
    /// @param nanoTime a clock such as `System::nanoTime`
    /// @throws IOException with a sentence for people, when the bus cannot be had
    public static Outcome run(LockBoardSettings settings, Path library, LongSupplier nanoTime) throws IOException {
        SerialLibrary.load(library);
        List<String> said = new ArrayList<>();
        List<Integer> silent = new ArrayList<>();
        try (SerialLine line = SerialLine.open(settings.device(), settings.baud(), nanoTime)) {
            BusTalk talk =
                    new BusTalk(line, settings.family().codec(), settings.reply(), nanoTime, new BusCounts.Tally());
            BoardBook book = new BoardBook(settings, java.time.Duration.ofMillis(1), nanoTime);
            for (int board : settings.boards()) {
                BoardReply.Status status = talk.ask(board, TRIES);
                if (status == null) {
                    silent.add(board);
                } else {
                    said.add("board " + board + ": " + words(settings, book, board, status));
                }
            }
        }
        return new Outcome(said, silent);
    }

    private static String words(LockBoardSettings settings, BoardBook book, int board, BoardReply.Status status) {
        return settings.compartments().entrySet().stream()
                .filter(wired -> wired.getValue().board() == board)
                .map(wired -> wired.getKey() + " " + words(book, wired.getValue(), status))
                .collect(Collectors.joining(", "));
    }

    private static String words(BoardBook book, Channels wired, BoardReply.Status status) {
        if (!status.tells(wired.door()) || !status.tells(wired.lock())) {
            return "not told by the board";
        }
        String door = book.isClosed(status, wired.door()) ? "closed" : "open";
        if (!wired.tellsBolt()) {
            return door;
        }
        return door + (book.isClosed(status, wired.lock()) ? " with its bolt home" : " with its bolt out");
    }
}
