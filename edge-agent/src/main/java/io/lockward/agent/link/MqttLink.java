package io.lockward.agent.link;

import io.lockward.protocol.Channel;
import io.lockward.protocol.Diagnostics;
import io.lockward.protocol.Presence;
import io.lockward.protocol.SessionId;
import io.lockward.protocol.Telemetry;
import io.lockward.protocol.Topics;
import io.lockward.protocol.key.KeyRing;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Keeps a bank linked with the cloud: connects, presents itself, sends what [Uplink] gives, believes nothing it need
/// not. Does nothing by itself: whoever drives it calls [#doWork] when told to, or earlier.
///
/// Thread rule: one thread calls [#doWork] (the link's thread: [LinkThread], or the only thread of a simulation), and
/// the sink is called on it. [#telemetry], [#leave] and [#status] may be called from any thread.
public final class MqttLink {
    private static final int EVENTS_A_TURN = 256;

    private final LinkSetup setup;
    private final LinkLimits limits;
    private final Transport transport;
    private final Consumer<LinkEvent> sink;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Runnable wake;
    private final Inbox inbox;
    private final Uplink uplink;
    private final CommandGate gate;
    private final AckGate acks;
    private final StandingOrders standing;
    private final OwnPresence presence;
    private final SideChannel side;
    private final Retries retries;
    private final Set<Long> presences = new TreeSet<>();
    private LinkPhase phase = new LinkPhase.Waiting(Long.MIN_VALUE);
    private Transport.@Nullable Connection connection;
    private SessionId session;
    private long generation;
    private long lastPresenceToken;
    private long nextHeartbeat = Uplink.NEVER;
    private long lastProgress;
    private final LinkTally tally = new LinkTally();
    private volatile boolean leaving;
    private volatile LinkStatus status;

    /// @param sink takes what the link has to tell; must not block
    /// @param clock the controller's wall clock, for stamps only
    /// @param random jitter and session ids
    /// @param wake makes the driver call [#doWork] soon; any thread calls it
    public MqttLink(
            LinkSetup setup,
            Transport transport,
            Backlog backlog,
            Consumer<LinkEvent> sink,
            InstantSource clock,
            RandomGenerator random,
            Runnable wake) {
        this.setup = setup;
        this.limits = setup.limits();
        this.transport = transport;
        this.sink = sink;
        this.clock = clock;
        this.random = random;
        this.retries = new Retries(limits, random);
        this.wake = wake;
        this.inbox = new Inbox(limits.inboxMessages(), wake);
        this.uplink = new Uplink(setup.journal(), setup.epoch(), setup.acknowledged(), backlog, setup.limits(), random);
        this.gate = new CommandGate(setup.bank(), setup.keys());
        this.acks = new AckGate(setup.bank(), uplink);
        this.standing = new StandingOrders(setup, gate, clock);
        this.side = new SideChannel(setup.bank());
        this.presence = new OwnPresence(setup, backlog, clock);
        this.session = presence.newSession(random);
        this.status = snapshot();
    }

    /// Does what is due and returns.
    ///
    /// @param now uptime of this boot in milliseconds; never goes back
    /// @return the uptime at which to call again at the latest; [Uplink#NEVER] once ended
    public long doWork(long now) {
        for (int i = 0; i < EVENTS_A_TURN; i++) {
            Inbox.Noted noted = inbox.take();
            if (noted == null) {
                break;
            }
            if (noted.generation() == generation) {
                happened(noted.event(), now);
            }
        }
        if (leaving) {
            startLeaving(now);
        }
        timers(now);
        if (phase instanceof LinkPhase.Up) {
            send(now);
        }
        tally.droppedTelemetry += side.send(phase instanceof LinkPhase.Up ? connection : null);
        status = snapshot();
        return inbox.isEmpty() ? deadline() : now;
    }

    /// Gives samples to send. Dropped when there is no connection, or too many wait.
    public void telemetry(Telemetry telemetry) {
        if (side.offer(telemetry)) {
            wake.run();
        }
    }

    /// Sends a diagnostic bundle as soon as there is a connection. Any thread.
    ///
    /// @param sent told on the link's thread when it went out
    public void diagnostics(Diagnostics diagnostics, Runnable sent) {
        side.offer(setup.seal().seal(diagnostics), sent);
        wake.run();
    }

    /// Trusts these keys from now on. Any thread.
    public void trust(KeyRing keys) {
        gate.trust(keys);
    }

    /// Asks for an orderly end within [LinkLimits#goodbyeMillis]: presence `offline`, then disconnect.
    public void leave() {
        leaving = true;
        wake.run();
    }

    /// Whether the end asked for by [#leave] has come.
    public boolean hasEnded() {
        return phase instanceof LinkPhase.Ended;
    }

    public LinkStatus status() {
        return status;
    }

    private void happened(Inbox.Event event, long now) {
        switch (event) {
            case Inbox.Event.Connected _ -> {
                if (phase instanceof LinkPhase.Connecting) {
                    subscribe();
                    phase = new LinkPhase.Subscribing(now + limits.connectMillis());
                }
            }
            case Inbox.Event.Subscribed(boolean granted) -> subscribed(granted, now);
            case Inbox.Event.Published(long token) -> published(token, now);
            case Inbox.Event.Arrived(String topic, byte[] payload, boolean retained) ->
                arrived(topic, payload, retained, now);
            case Inbox.Event.Closed(Transport.Closing why, String detail) -> down(why, why + ": " + detail, now);
        }
    }

    private void subscribed(boolean granted, long now) {
        if (!granted) {
            abandon("the broker did not grant the bank's topics", now);
        } else if (phase instanceof LinkPhase.Subscribing) {
            phase = new LinkPhase.Up(now);
            tally.ups++;
            tally.lastUp = now;
            lastProgress = now;
            presence(Presence.State.ONLINE, now);
            nextHeartbeat = now + limits.heartbeatMillis();
            uplink.connected();
            sink.accept(new LinkEvent.Up(session));
        }
    }

    private void published(long token, long now) {
        if (presences.remove(token) || uplink.written(token)) {
            lastProgress = now;
        }
        if (phase instanceof LinkPhase.Leaving(long _, long goodbye) && token == goodbye) {
            end();
        }
    }

    private void arrived(String topic, byte[] payload, boolean retained, long now) {
        Topics.Topic parsed = Topics.parse(topic);
        if (parsed == null || !parsed.bank().equals(setup.bank())) {
            tally.foreign++;
            return;
        }
        switch (parsed.channel()) {
            case ACK -> acknowledged(payload, retained, now);
            case COMMANDS -> command(payload, retained, now);
            case DESIRED -> desired(payload, retained, now);
            case PRESENCE, ENTRIES, TELEMETRY, DIAGNOSTICS -> tally.foreign++;
        }
    }

    private void acknowledged(byte[] payload, boolean retained, long now) {
        if (acks.judge(payload, retained, gate.keys(), now, clock.instant())) {
            lastProgress = now;
            sink.accept(new LinkEvent.Acked(uplink.acknowledged()));
        }
    }

    private void command(byte[] payload, boolean retained, long now) {
        switch (gate.judge(payload, retained, now, clock.instant())) {
            case CommandGate.Verdict.Passed passed ->
                sink.accept(new LinkEvent.CommandArrived(passed.claims(), passed.kid()));
            case CommandGate.Verdict.Refused refused ->
                sink.accept(new LinkEvent.CommandRejected(refused.command(), refused.reason(), refused.detail()));
            case CommandGate.Verdict.Dropped _ -> {}
        }
    }

    private void desired(byte[] payload, boolean retained, long now) {
        LinkEvent order = standing.judge(payload, retained, now);
        if (order == null) {
            tally.refusedDesired++;
        } else {
            sink.accept(order);
        }
    }

    private void timers(long now) {
        switch (phase) {
            case LinkPhase.Waiting(long until) -> {
                if (now >= until) {
                    connect(now);
                }
            }
            case LinkPhase.Connecting(long until) -> overdue(until, now, "the broker does not answer");
            case LinkPhase.Subscribing(long until) -> overdue(until, now, "the broker does not answer a subscription");
            case LinkPhase.Up _ -> {
                if (awaitsBroker() && now - lastProgress >= limits.stallMillis()) {
                    tally.stalls++;
                    overdue(now, now, "nothing moves any more");
                }
            }
            case LinkPhase.Leaving(long until, long _) -> {
                if (now >= until) {
                    end();
                }
            }
            case LinkPhase.Ended _ -> {}
        }
    }

    private void overdue(long until, long now, String reason) {
        if (now >= until) {
            abandon(reason, now);
        }
    }

    private void connect(long now) {
        tally.attempts++;
        generation++;
        session = presence.newSession(random);
        phase = new LinkPhase.Connecting(now + limits.connectMillis());
        ConnectOptions options = new ConnectOptions(
                setup.bank().value(),
                setup.bank().value(),
                setup.password(),
                Topics.of(setup.bank(), Channel.PRESENCE),
                presence.says(Presence.State.LOST, session, now),
                limits.keepAliveSeconds(),
                limits.inboxMessages(),
                limits.connectMillis());
        connection = transport.connect(options, inbox.listener(generation));
    }

    private void subscribe() {
        if (connection != null) {
            connection.subscribe(List.of(
                    Topics.of(setup.bank(), Channel.ACK),
                    Topics.of(setup.bank(), Channel.COMMANDS),
                    Topics.of(setup.bank(), Channel.DESIRED)));
        }
    }

    private void send(long now) {
        if (uplink.tick(now)) {
            tally.rewinds++;
            // Acks may also be missing because the broker forgot that we want them.
            subscribe();
        }
        if (now >= nextHeartbeat && presences.isEmpty()) {
            presence(Presence.State.ONLINE, now);
            nextHeartbeat = now + limits.heartbeatMillis();
        }
        for (Uplink.Outgoing run = uplink.next(now); run != null; run = uplink.next(now)) {
            publish(Channel.ENTRIES, run.payload(), run.token(), now);
        }
    }

    private long presence(Presence.State state, long now) {
        long token = --lastPresenceToken;
        publish(Channel.PRESENCE, presence.says(state, session, now), token, now);
        presences.add(token);
        return token;
    }

    private void publish(Channel channel, byte[] payload, long token, long now) {
        if (!awaitsBroker()) {
            lastProgress = now;
        }
        if (connection != null) {
            connection.publish(Topics.of(setup.bank(), channel), payload, channel.qos(), token);
        }
    }

    private boolean awaitsBroker() {
        return !presences.isEmpty() || uplink.awaitingBroker() > 0;
    }

    private void startLeaving(long now) {
        switch (phase) {
            case LinkPhase.Up _ ->
                phase = new LinkPhase.Leaving(now + limits.goodbyeMillis(), presence(Presence.State.OFFLINE, now));
            case LinkPhase.Waiting _, LinkPhase.Connecting _, LinkPhase.Subscribing _ -> end();
            case LinkPhase.Leaving _, LinkPhase.Ended _ -> {}
        }
    }

    private void end() {
        if (connection != null) {
            connection.close();
            connection = null;
        }
        generation++;
        uplink.disconnected();
        phase = new LinkPhase.Ended();
    }

    private void abandon(String reason, long now) {
        if (connection != null) {
            connection.abandon();
        }
        down(Transport.Closing.UNREACHABLE, reason, now);
    }

    private void down(Transport.Closing why, String reason, long now) {
        connection = null;
        generation++;
        presences.clear();
        uplink.disconnected();
        nextHeartbeat = Uplink.NEVER;
        switch (phase) {
            case LinkPhase.Leaving _, LinkPhase.Ended _ -> phase = new LinkPhase.Ended();
            case LinkPhase.Up(long since) -> {
                if (now - since >= limits.steadyMillis()) {
                    retries.held();
                }
                retry(why, reason, now);
            }
            case LinkPhase.Waiting _, LinkPhase.Connecting _, LinkPhase.Subscribing _ -> retry(why, reason, now);
        }
    }

    private void retry(Transport.Closing why, String reason, long now) {
        long delay = retries.after(why, now);
        phase = new LinkPhase.Waiting(now + delay);
        sink.accept(new LinkEvent.Down(reason, delay));
    }

    private long deadline() {
        return switch (phase) {
            case LinkPhase.Waiting(long until) -> until;
            case LinkPhase.Connecting(long until) -> until;
            case LinkPhase.Subscribing(long until) -> until;
            case LinkPhase.Leaving(long until, long _) -> until;
            case LinkPhase.Ended _ -> Uplink.NEVER;
            case LinkPhase.Up _ -> {
                long stall = awaitsBroker() ? lastProgress + limits.stallMillis() : Uplink.NEVER;
                // A heartbeat waits for the one before it; its PUBACK or the stall brings us here.
                long heartbeat = presences.isEmpty() ? nextHeartbeat : Uplink.NEVER;
                yield Math.min(uplink.deadline(), Math.min(stall, heartbeat));
            }
        };
    }

    private LinkStatus snapshot() {
        return tally.status(phase instanceof LinkPhase.Up ? session : null, uplink, gate, acks, inbox.dropped());
    }
}
