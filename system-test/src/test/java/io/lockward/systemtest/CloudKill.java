package io.lockward.systemtest;

import io.lockward.protocol.wire.SignedMessage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Listens on the wires of the cloud service to its signer, its database and its broker, and kills it when a command
/// crosses the step that is armed. Thread rule: any thread.
final class CloudKill {
    private static final int MQTT_PUBLISH = 3;
    private static final int MQTT_PUBACK = 4;

    private final Runnable kill;
    private final AtomicReference<@Nullable CloudStep> armed = new AtomicReference<>();
    private volatile boolean struck;

    /// @param kill ends the service at once and waits until it is gone
    CloudKill(Runnable kill) {
        this.kill = kill;
    }

    void arm(CloudStep step) {
        struck = false;
        armed.set(step);
    }

    /// Whether the armed step was crossed and the service is dead.
    boolean hasStruck() {
        return struck;
    }

    /// @return whether what is crossing may go on
    private boolean cross(CloudStep step) {
        if (!armed.compareAndSet(step, null)) {
            return true;
        }
        kill.run();
        struck = true;
        return false;
    }

    Wire.Talk signer() {
        return new Wire.Talk() {
            @Override
            public boolean out(byte[] message) {
                return !text(message).contains("\"sign\":\"command\"") || cross(CloudStep.SIGNER_ASKED);
            }

            @Override
            public boolean in(byte[] message) {
                return !text(message).contains("\"jws\"") || cross(CloudStep.SIGNED);
            }
        };
    }

    Wire.Talk broker() {
        return new Wire.Talk() {
            private volatile boolean published;

            @Override
            public boolean out(byte[] message) {
                if (kind(message) != MQTT_PUBLISH) {
                    return true;
                }
                String text = text(message);
                if (is(text, SignedMessage.COMMAND)) {
                    published = cross(CloudStep.UNPUBLISHED);
                    return published;
                }
                return !is(text, SignedMessage.ACK) || cross(CloudStep.ACK_LEAVING);
            }

            @Override
            public boolean in(byte[] message) {
                if (kind(message) == MQTT_PUBACK) {
                    return !published || cross(CloudStep.PUBLISHED);
                }
                if (kind(message) != MQTT_PUBLISH) {
                    return true;
                }
                String text = text(message);
                return (!text.contains("command.received") || cross(CloudStep.RECEIPT_CAME))
                        && (!text.contains("command.concluded") || cross(CloudStep.CONCLUSION_CAME));
            }
        };
    }

    Wire.Talk database() {
        return new Sql();
    }

    private static int kind(byte[] packet) {
        return (packet[0] & 0xF0) >> 4;
    }

    /// A JWS says in its first part what it is.
    private static boolean is(String packet, SignedMessage<?> kind) {
        int start = packet.indexOf("eyJ");
        int end = packet.indexOf('.', Math.max(0, start));
        return start >= 0
                && end > start
                && new String(Base64.getUrlDecoder().decode(packet.substring(start, end)), StandardCharsets.UTF_8)
                        .contains('"' + kind.type() + '"');
    }

    private static String text(byte[] message) {
        return new String(message, StandardCharsets.ISO_8859_1);
    }

    /// One connection to PostgreSQL, in its extended query protocol.
    private final class Sql implements Wire.Talk {
        private final Map<String, String> statements = new HashMap<>();
        private boolean enters;
        private boolean receives;
        private boolean concludes;

        @Override
        public synchronized boolean out(byte[] message) {
            ByteBuffer body = ByteBuffer.wrap(message, Math.min(5, message.length), Math.max(0, message.length - 5));
            return switch (message[0]) {
                case 'P' -> {
                    statements.put(word(body), word(body));
                    yield true;
                }
                case 'B' -> {
                    word(body); // the portal
                    yield executes(statements.getOrDefault(word(body), ""), message);
                }
                case 'Q' -> executes(word(body), message);
                default -> true;
            };
        }

        private boolean executes(String statement, byte[] message) {
            if (statement.equalsIgnoreCase("begin")) {
                forget();
            } else if (statement.startsWith("insert into command (")) {
                enters = true;
            } else if (statement.startsWith("insert into entry ")) {
                String parameters = text(message);
                receives |= parameters.contains("command.received");
                concludes |= parameters.contains("command.concluded");
            } else if (statement.equalsIgnoreCase("commit")) {
                return (!enters || cross(CloudStep.ENTERED))
                        && (!receives || cross(CloudStep.RECEIPT_WRITTEN))
                        && (!concludes || cross(CloudStep.CONCLUSION_WRITTEN));
            }
            return true;
        }

        @Override
        public synchronized boolean in(byte[] message) {
            if (message[0] != 'C' || !text(message).contains("COMMIT")) {
                return true;
            }
            boolean passes = (!enters || cross(CloudStep.COMMITTED))
                    && (!receives || cross(CloudStep.RECEIPT_COMMITTED))
                    && (!concludes || cross(CloudStep.CONCLUSION_COMMITTED));
            forget();
            return passes;
        }

        private void forget() {
            enters = false;
            receives = false;
            concludes = false;
        }

        private static String word(ByteBuffer body) {
            StringBuilder word = new StringBuilder();
            for (byte next = body.get(); next != 0; next = body.get()) {
                word.append((char) (next & 0xFF));
            }
            return word.toString();
        }
    }
}
