package io.lockward.agent.link;

import io.lockward.protocol.ChainHash;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// A journal as a list: entry `seq` is at index `seq - 1`. Any thread may call it.
final class ListBacklog implements Backlog {
    private final List<byte[]> entries = new ArrayList<>();
    private int durable;

    /// Appends entries and makes them durable.
    ListBacklog grow(int count) {
        append(count);
        sync();
        return this;
    }

    synchronized void append(int count) {
        for (int i = 0; i < count; i++) {
            entries.add(("{\"at\":\"2026-11-20T17:02:11.123Z\",\"boot\":1,\"up\":" + entries.size()
                            + ",\"type\":\"kiosk.frozen\",\"silentMillis\":" + (entries.size() + 1) + "}")
                    .getBytes(StandardCharsets.UTF_8));
        }
    }

    synchronized void sync() {
        durable = entries.size();
    }

    synchronized long appended() {
        return entries.size();
    }

    @Override
    public synchronized long durableUpTo() {
        return durable;
    }

    @Override
    public synchronized Stretch read(long fromSeq, int maxBytes, int maxEntries) {
        List<byte[]> read = new ArrayList<>();
        int bytes = 0;
        for (int i = (int) fromSeq - 1; i < durable && read.size() < maxEntries; i++) {
            bytes += entries.get(i).length;
            if (!read.isEmpty() && bytes > maxBytes) {
                break;
            }
            read.add(entries.get(i));
        }
        return new Stretch(fromSeq, fromSeq - 1 + read.size(), ChainHash.START, read);
    }
}
