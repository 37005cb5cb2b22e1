package io.lockward.systemtest;

import io.lockward.agent.hardware.DoorEdge;
import io.lockward.agent.hardware.DoorPosition;
import io.lockward.agent.hardware.Doors;
import io.lockward.agent.hardware.Locks;
import io.lockward.agent.hardware.PulseResult;
import io.lockward.agent.journal.Disk;
import io.lockward.agent.link.ConnectOptions;
import io.lockward.agent.link.Transport;
import io.lockward.protocol.AckClaims;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.wire.SignedMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Rims around the unchanged agent at which its process ends itself with SIGKILL, when a command crosses the one it was
/// started with. Thread rule: the rims' own.
final class KillPoint {
    private static final String RECEIVED = "command.received";
    private static final String CONCLUDED = "command.concluded";

    private final @Nullable AgentStep step;
    private final Sigkill sigkill = new Sigkill();
    /// Whether a command has come over the link to this process.
    private volatile boolean arrived;
    /// Of the message that carries a conclusion; -1 before.
    private volatile long concludedToken = -1;
    /// The last entry of that message.
    private volatile long concludedUpTo = Long.MAX_VALUE;

    /// @param step `null` for an agent that lives
    KillPoint(@Nullable AgentStep step) {
        this.step = step;
    }

    private void cross(AgentStep here) {
        if (here == step) {
            sigkill.self();
        }
    }

    Disk.Appender appender(Disk.Appender real) {
        return step == null ? real : new DeadlyAppender(real);
    }

    Locks locks(Locks real) {
        return step == null ? real : new DeadlyLocks(real);
    }

    Doors doors(Doors real) {
        return step == null ? real : new DeadlyDoors(real);
    }

    Transport transport(Transport real) {
        return step == null ? real : (options, listener) -> new Sending(connect(real, options, new Hearing(listener)));
    }

    private static Transport.Connection connect(Transport real, ConnectOptions options, Transport.Listener listener) {
        return real.connect(options, listener);
    }

    private final class DeadlyAppender implements Disk.Appender {
        private final Disk.Appender real;
        private boolean receives;
        private boolean concludes;

        DeadlyAppender(Disk.Appender real) {
            this.real = real;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            String text = new String(bytes, offset, length, StandardCharsets.ISO_8859_1);
            boolean received = text.contains(RECEIVED);
            boolean concluded = text.contains(CONCLUDED);
            if (received) {
                cross(AgentStep.DECIDED);
                if (step == AgentStep.TORN) {
                    real.write(bytes, offset, length / 2);
                    cross(AgentStep.TORN);
                }
            }
            if (concluded) {
                cross(AgentStep.RESTARTED);
            }
            real.write(bytes, offset, length);
            if (received) {
                cross(AgentStep.WRITTEN);
            }
            if (concluded && arrived) {
                cross(AgentStep.CONCLUSION_WRITTEN);
            }
            receives |= received;
            concludes |= concluded && arrived;
        }

        @Override
        public void force() throws IOException {
            real.force();
            if (receives) {
                cross(AgentStep.REMEMBERED);
            }
            if (concludes) {
                cross(AgentStep.CONCLUDED);
            }
            receives = false;
            concludes = false;
        }

        @Override
        public void close() throws IOException {
            real.close();
        }
    }

    private final class DeadlyLocks implements Locks {
        private final Locks real;

        DeadlyLocks(Locks real) {
            this.real = real;
        }

        @Override
        public void pulse(CompartmentId compartment, Duration length, Consumer<PulseResult> outcome) {
            cross(AgentStep.LOCK_ASKED);
            real.pulse(compartment, length, result -> {
                cross(AgentStep.PULSE_OVER);
                outcome.accept(result);
            });
            cross(AgentStep.ENERGISED);
        }

        @Override
        public void close() {
            real.close();
        }
    }

    private final class DeadlyDoors implements Doors {
        private final Doors real;

        DeadlyDoors(Doors real) {
            this.real = real;
        }

        @Override
        public void listen(Consumer<DoorEdge> listener) {
            real.listen(edge -> {
                if (edge.position() == DoorPosition.OPEN
                        && FaultAgent.COMMANDED.contains(edge.compartment().value())) {
                    cross(AgentStep.DOOR_SEEN);
                }
                listener.accept(edge);
            });
        }

        @Override
        public Map<CompartmentId, DoorPosition> readAll() {
            return real.readAll();
        }

        @Override
        public void close() {
            real.close();
        }
    }

    private final class Sending implements Transport.Connection {
        private final Transport.Connection real;

        Sending(Transport.Connection real) {
            this.real = real;
        }

        @Override
        public void publish(String topic, byte[] payload, int qos, long token) {
            String text = new String(payload, StandardCharsets.ISO_8859_1);
            if (topic.endsWith("/entries") && text.contains(CONCLUDED) && concludedToken < 0) {
                concludedUpTo = lastOf(payload);
                concludedToken = token;
            }
            real.publish(topic, payload, qos, token);
        }

        @Override
        public void subscribe(List<String> topics) {
            real.subscribe(topics);
        }

        @Override
        public void close() {
            real.close();
        }

        @Override
        public void abandon() {
            real.abandon();
        }
    }

    private final class Hearing implements Transport.Listener {
        private final Transport.Listener real;

        Hearing(Transport.Listener real) {
            this.real = real;
        }

        @Override
        public void arrived(String topic, byte[] payload, boolean retained) {
            if (topic.endsWith("/commands")) {
                arrived = true;
                cross(AgentStep.ARRIVED);
            } else if (topic.endsWith("/ack") && upTo(payload) >= concludedUpTo) {
                cross(AgentStep.COMMITTED);
            }
            real.arrived(topic, payload, retained);
        }

        @Override
        public void published(long token) {
            if (token == concludedToken) {
                cross(AgentStep.SENT);
            }
            real.published(token);
        }

        @Override
        public void connected() {
            real.connected();
        }

        @Override
        public void subscribed(boolean granted) {
            real.subscribed(granted);
        }

        @Override
        public void closed(Transport.Closing why, String detail) {
            real.closed(why, detail);
        }
    }

    private static long lastOf(byte[] run) {
        try {
            var json = Rest.JSON.readTree(run);
            return json.path("first").asLong() + json.path("entries").size() - 1;
        } catch (IOException e) {
            throw new IllegalStateException("the agent sends what is no run", e);
        }
    }

    private static long upTo(byte[] ack) {
        AckClaims claims = SignedMessage.ACK.peek(ack);
        return claims == null ? 0 : claims.upTo();
    }
}
