package io.lockward.systemtest;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Reads the PUBLISH packets out of one direction of an MQTT 5 connection. Thread rule: one thread.
final class MqttTap {
    private static final int PUBLISH = 3;
    private static final int MOST_HELD = 1 << 20;

    private final Captured captured;
    private final ByteArrayOutputStream held = new ByteArrayOutputStream();
    private boolean lost;

    MqttTap(Captured captured) {
        this.captured = captured;
    }

    /// One message as it was on the wire.
    @SuppressWarnings("ArrayRecordComponent") // read only, and never compared as a record
    record Message(String topic, byte[] payload) {
        boolean isOn(String channel) {
            return topic.endsWith('/' + channel);
        }
    }

    /// What was seen, the first few thousand of each. Thread rule: any thread.
    static final class Captured {
        private static final int MOST = 4_000;

        private final List<Message> messages = new ArrayList<>();

        synchronized void add(Message message) {
            if (messages.stream().filter(one -> one.topic.equals(message.topic)).count() < MOST) {
                messages.add(message);
            }
        }

        /// The messages of one channel so far, such as `entries`.
        synchronized List<Message> of(String channel) {
            return messages.stream().filter(message -> message.isOn(channel)).toList();
        }
    }

    void pass(byte[] bytes, int length) {
        if (lost || held.size() + length > MOST_HELD) {
            lost = true;
            return;
        }
        held.write(bytes, 0, length);
        byte[] all = held.toByteArray();
        int at = 0;
        for (int size = packet(all, at); size > 0; size = packet(all, at)) {
            if ((all[at] & 0xF0) >> 4 == PUBLISH) {
                publish(ByteBuffer.wrap(all, at, size));
            }
            at += size;
        }
        held.reset();
        held.write(all, at, all.length - at);
    }

    /// Size of the whole packet at `at`; 0 while it is not whole.
    static int packet(byte[] all, int at) {
        int value = 0;
        for (int i = 1; i <= 4; i++) {
            if (at + i >= all.length) {
                return 0;
            }
            value |= (all[at + i] & 0x7F) << (7 * (i - 1));
            if ((all[at + i] & 0x80) == 0) {
                int size = 1 + i + value;
                return at + size <= all.length ? size : 0;
            }
        }
        throw new IllegalStateException("not MQTT");
    }

    private void publish(ByteBuffer packet) {
        int flags = packet.get();
        variable(packet);
        byte[] topic = new byte[packet.getShort()];
        packet.get(topic);
        if ((flags & 0x06) != 0) {
            packet.getShort();
        }
        int properties = variable(packet);
        packet.position(packet.position() + properties);
        byte[] payload = new byte[packet.remaining()];
        packet.get(payload);
        captured.add(new Message(new String(topic, StandardCharsets.UTF_8), payload));
    }

    private static int variable(ByteBuffer in) {
        int value = 0;
        int shift = 0;
        byte next;
        do {
            next = in.get();
            value |= (next & 0x7F) << shift;
            shift += 7;
        } while ((next & 0x80) != 0);
        return value;
    }
}
