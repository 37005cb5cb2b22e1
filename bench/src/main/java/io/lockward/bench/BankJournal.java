package io.lockward.bench;

import io.lockward.protocol.BankId;
import io.lockward.protocol.ChainHash;
import io.lockward.protocol.JournalId;
import io.lockward.protocol.wire.WireJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/// One bank's journal as the load makes it: deposits one after another in twenty compartments, each entry about 300
/// bytes of JSON, in the right hash chain. For one thread.
final class BankJournal {
    /// What every entry is filled up to, in bytes; the size.
    static final int ENTRY_BYTES = 300;

    private static final int COMPARTMENTS = 20;
    private static final String[] TYPES = {"lock.pulsed", "door.opened", "occupancy.changed", "door.closed"};

    private final BankId bank;
    private final JournalId id;
    private final long epoch;
    private long next = 1;
    private ChainHash chain = ChainHash.START;

    /// @param epoch from 1; a later journal of the same bank has a higher one
    BankJournal(BankId bank, JournalId id, long epoch) {
        this.bank = bank;
        this.id = id;
        this.epoch = epoch;
    }

    /// A journal whose name follows from the bank's and the epoch.
    static BankJournal of(BankId bank, long epoch) {
        byte[] name = (bank + "/" + epoch + "/" + ProcessHandle.current().pid()).getBytes(StandardCharsets.UTF_8);
        return new BankJournal(bank, new JournalId(UUID.nameUUIDFromBytes(name)), epoch);
    }

    BankId bank() {
        return bank;
    }

    JournalId id() {
        return id;
    }

    long epoch() {
        return epoch;
    }

    /// The number the next entry will get.
    long next() {
        return next;
    }

    /// The payload with the next entries.
    ///
    /// @param count from 1
    /// @param at RFC 3339 in UTC, 24 characters
    byte[] run(int count, String at) {
        long first = next;
        ChainHash prev = chain;
        List<byte[]> entries = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            byte[] entry = entry(next, at);
            chain = chain.then(entry);
            next++;
            entries.add(entry);
        }
        return WireJson.encodeRun(id, epoch, first, prev, entries);
    }

    private static byte[] entry(long seq, String at) {
        int step = (int) (seq % TYPES.length);
        String compartment = String.format(Locale.ROOT, "A%02d", seq / TYPES.length % COMPARTMENTS + 1);
        StringBuilder json = new StringBuilder(ENTRY_BYTES + 2)
                .append("{\"at\":\"")
                .append(at)
                .append("\",\"boot\":17,\"up\":")
                .append(123_456_789L + seq)
                .append(",\"type\":\"")
                .append(TYPES[step])
                .append("\",\"compartment\":\"")
                .append(compartment)
                .append('"');
        switch (step) {
            case 0 ->
                json.append(",\"why\":\"deposit\",\"id\":\"0190a1b2-c3d4-7e5f-8a6b-7c8d9e0f1a2b\",\"pulseMillis\":500");
            case 2 -> json.append(",\"occupied\":true,\"reading\":412.5,\"threshold\":250.0,\"confidence\":0.97");
            case 3 -> json.append(",\"openMillis\":7350");
            default -> {
                // Nothing more is known of an opening.
            }
        }
        json.append(",\"note\":\"");
        json.repeat('x', Math.max(0, ENTRY_BYTES - json.length() - 2));
        return json.append("\"}").toString().getBytes(StandardCharsets.US_ASCII);
    }
}
