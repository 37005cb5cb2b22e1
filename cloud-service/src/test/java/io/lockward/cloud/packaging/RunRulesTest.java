package io.lockward.cloud.packaging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockward.cloud.packaging.RunRules.Cut;
import io.lockward.cloud.packaging.RunRules.Line;
import io.lockward.cloud.packaging.RunRules.Mark;
import io.lockward.protocol.BankId;
import io.lockward.protocol.ChainHash;
import io.lockward.protocol.JournalId;
import io.lockward.protocol.entry.JournalEntry.Checkpoint;
import io.lockward.protocol.entry.Stamp;
import io.lockward.protocol.key.SigningKey;
import io.lockward.protocol.wire.CheckpointSignature;
import io.lockward.protocol.wire.JwkText;
import io.lockward.protocol.wire.WireJson;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunRulesTest {
    private static final BankId BANK = new BankId("harbour-7");
    private static final JournalId JOURNAL = JournalId.parse("0193d1f0-0000-7000-8000-000000000007");

    private final SigningKey key = JwkText.generate(null);
    private final List<Line> lines = new ArrayList<>();
    private final List<Mark> marks = new ArrayList<>();
    private ChainHash chain = ChainHash.START;
    private long next = 1;

    private void door() {
        put("{\"at\":\"2026-11-30T08:00:00Z\",\"boot\":1,\"up\":" + next
                + ",\"type\":\"door.opened\",\"compartment\":\"A1\"}");
    }

    private void put(String json) {
        lines.add(new Line(next, JOURNAL, json));
        chain = chain.then(json.getBytes(StandardCharsets.UTF_8));
        next++;
    }

    private void sign() {
        Checkpoint made = CheckpointSignature.sign(BANK, JOURNAL, 2, next - 1, chain, key);
        marks.add(new Mark(next, JOURNAL, made));
        put(new String(WireJson.encode(new Stamp(Instant.EPOCH, 1, next), made), StandardCharsets.UTF_8));
    }

    private void drop(int count) {
        long to = next + count - 1;
        ChainHash after = chain.then(new byte[] {1});
        lines.add(new Line(
                next,
                JOURNAL,
                "{\"at\":\"2026-11-30T08:00:00Z\",\"boot\":1,\"up\":1,\"type\":\"journal.gap\",\"from\":" + next
                        + ",\"to\":" + to + ",\"dropped\":{\"door.opened\":" + count + "},\"chain\":\"" + after.hex()
                        + "\"}"));
        chain = after;
        next = to + 1;
    }

    /// Of the second signature, for an entry after the first.
    private Cut cut(long first) {
        Mark before = marks.get(0);
        Mark end = marks.get(1);
        return RunRules.cut(
                BANK,
                2,
                first,
                before,
                end,
                between(before.seq(), end.checkpoint().upTo()),
                key.verifyingKey());
    }

    private List<Line> between(long from, long to) {
        return lines.stream()
                .filter(line -> line.seq() >= from && line.seq() <= to)
                .toList();
    }

    private void journal() {
        door();
        door();
        sign();
        door();
        door();
        door();
        sign();
    }

    @Test
    void a_run_goes_from_the_entry_to_the_next_signature() {
        journal();
        Cut.Proven proven = assertInstanceOf(Cut.Proven.class, cut(5));
        assertEquals(5, proven.run().first());
        assertEquals(6, proven.run().last());
        assertEquals(marks.get(1).checkpoint().signature(), proven.run().signature());
        String text = new String(proven.bytes(), StandardCharsets.UTF_8);
        assertEquals(lines.get(4).json() + "\n" + lines.get(5).json() + "\n", text);
    }

    @Test
    void a_journals_first_entries_need_no_signature_before_them() {
        journal();
        Cut cut = RunRules.cut(BANK, 2, 1, null, marks.get(0), between(1, 2), key.verifyingKey());
        assertEquals(
                ChainHash.START, assertInstanceOf(Cut.Proven.class, cut).run().prev());
    }

    @Test
    void an_entry_that_has_not_come_yet_leaves_it_unproven() {
        journal();
        lines.removeIf(line -> line.seq() == 5);
        says(cut(4), "from 5 on have not all come yet");
        lines.removeIf(line -> line.seq() >= 4);
        says(cut(4), "have not all come yet");
    }

    @Test
    void what_was_changed_here_is_not_called_proven() {
        journal();
        lines.replaceAll(
                line -> line.seq() == 5 ? new Line(5, JOURNAL, line.json().replace("A1", "A2")) : line);
        says(cut(4), "not those that the bank signed");
    }

    @Test
    void a_bank_with_another_key_now_is_not_believed() {
        journal();
        Mark end = marks.get(1);
        Cut cut = RunRules.cut(
                BANK,
                2,
                4,
                marks.get(0),
                end,
                between(3, 6),
                JwkText.generate(null).verifyingKey());
        says(cut, "not registered for this bank now");
    }

    @Test
    void dropped_entries_break_what_lies_before_them_only() {
        door();
        sign();
        door();
        drop(4);
        door();
        door();
        sign();
        says(cut(3), "had to drop entries");
        says(cut(5), "had to drop entries");
        Cut.Proven proven = assertInstanceOf(Cut.Proven.class, cut(8));
        assertEquals(9, proven.run().last());
    }

    private static void says(Cut cut, String words) {
        String why = assertInstanceOf(Cut.Unproven.class, cut).why();
        assertTrue(why.contains(words), why);
    }
}
