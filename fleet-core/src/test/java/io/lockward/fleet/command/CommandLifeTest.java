package io.lockward.fleet.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockward.fleet.EntryRef;
import io.lockward.fleet.command.CommandFact.What;
import io.lockward.protocol.CommandId;
import io.lockward.protocol.JournalId;
import io.lockward.protocol.command.CommandState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// Every life there is, found by giving each of them every fact there is; drawn from the code.
class CommandLifeTest {
    private static final Path PAGE = Path.of("..", "docs", "reference", "command-life.md");
    private static final Instant T = Instant.parse("2026-11-20T17:00:00Z");
    private static final CommandId ID = new CommandId(new UUID(7, 7));

    private record Way(CommandLife from, What by, CommandLife to) {}

    @Test
    void the_committed_drawing_is_the_one_of_the_code() throws IOException {
        String drawn = page();
        if (Boolean.getBoolean("reference.write")) {
            Files.writeString(PAGE, drawn);
        }
        assertEquals(
                Files.readString(PAGE),
                drawn,
                "the life of a command changed: write it anew with -Dreference.write=true");
    }

    @Test
    void what_was_sent_is_never_cancelled_and_what_the_bank_took_never_expires() {
        for (Way way : ways()) {
            CommandState to = way.to().state();
            if (to == CommandState.CANCELLED || to == CommandState.EXPIRED) {
                assertTrue(
                        way.from().state() == CommandState.QUEUED || way.from().equals(way.to()), way.toString());
            }
        }
    }

    @Test
    void nothing_leaves_an_end_of_the_banks_own_conclusion() {
        for (Way way : ways()) {
            if (way.from() instanceof CommandLife.End end && isConclusion(end)) {
                assertEquals(way.from(), way.to(), way.toString());
            }
        }
    }

    @Test
    void every_life_that_is_not_over_can_still_end() {
        for (Way way : ways()) {
            if (!(way.from() instanceof CommandLife.End)) {
                CommandLife silence = way.from().on(fact(What.NOT_HEARD));
                assertTrue(silence.state().isEnd(), way.from().toString());
                assertEquals(way.from().state().isEnd(), way.from() instanceof CommandLife.End);
            }
        }
        assertFalse(CommandLife.START.state().isEnd());
    }

    private static boolean isConclusion(CommandLife.End end) {
        return switch (end.by().what()) {
            case VERIFIED, UNVERIFIED, FAILED -> true;
            case QUEUED,
                    APPROVED,
                    SENT,
                    CANCELLED,
                    SIGNER_REFUSED,
                    NEVER_SENT,
                    NOT_HEARD,
                    RECEIVED,
                    REFUSED,
                    ACTED,
                    EFFECT -> false;
        };
    }

    private static Set<Way> ways() {
        Set<CommandLife> known = new LinkedHashSet<>(Set.of(CommandLife.START));
        Deque<CommandLife> open = new ArrayDeque<>(known);
        Set<Way> ways = new LinkedHashSet<>();
        while (!open.isEmpty()) {
            CommandLife from = open.poll();
            for (What what : What.values()) {
                CommandLife to = from.on(fact(what));
                ways.add(new Way(from, what, to));
                if (known.add(to)) {
                    open.add(to);
                }
            }
        }
        return ways;
    }

    private static CommandFact fact(What what) {
        boolean banks = what.compareTo(What.RECEIVED) >= 0;
        return new CommandFact(
                ID, what, T, banks ? new EntryRef(new JournalId(new UUID(1, 1)), 1, 1) : null, null, null);
    }

    private static String page() {
        Map<String, TreeSet<String>> arrows = new LinkedHashMap<>();
        Map<CommandState, TreeMap<CommandState, TreeSet<String>>> between = new TreeMap<>();
        for (Way way : ways()) {
            if (way.from().state() != way.to().state()) {
                between.computeIfAbsent(way.from().state(), _ -> new TreeMap<>())
                        .computeIfAbsent(way.to().state(), _ -> new TreeSet<>())
                        .add(word(way.by()));
            }
        }
        between.forEach((from, all) -> all.forEach((to, by) -> arrows.put(word(from) + " --> " + word(to), by)));
        StringBuilder page = new StringBuilder("""
                # The life of a command

                Drawn from `CommandLife` by `CommandLifeTest` (`-Dreference.write=true`). An arrow names what has to become
                known: `sent`, `approved`, `cancelled`, `signer-refused`, `never-sent` and `not-heard` are the cloud's own;
                the others are entries of the bank's journal (`effect` is `lock.pulsed`).
                What the cloud concluded from silence gives way to the bank's word, and the bank's conclusion stands.

                ```mermaid
                stateDiagram-v2
                    [*] --> queued
                """);
        arrows.forEach((arrow, by) -> page.append("    ")
                .append(arrow)
                .append(": ")
                .append(String.join(", ", by))
                .append('\n'));
        for (CommandState state : CommandState.values()) {
            if (state.isEnd()) {
                page.append("    ").append(word(state)).append(" --> [*]\n");
            }
        }
        return page.append(
                        "```\n\nWhat holds in every order of events, checked exhaustively over the real rules, is in\n"
                                + "[the model of a command](../concepts/command-model.md) (`CommandModelTest`).\n")
                .toString();
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
