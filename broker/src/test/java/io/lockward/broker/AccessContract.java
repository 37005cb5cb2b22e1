package io.lockward.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// The access rules by their effect: what is carried to whom. Runs against every broker that we say can carry Lockward.
interface AccessContract {
    String HARBOUR = "harbour-7";
    String STATION = "station-1";
    String CLOUD = "cloud";
    String WATCH = "cloud-watch";
    List<String> UP = List.of("presence", "entries", "telemetry");
    List<String> DOWN = List.of("ack", "commands", "desired");
    AtomicInteger COUNT = new AtomicInteger();

    /// Connects with the right password and, but for the cloud's, the name as client id.
    Wire connect(String name);

    /// Whether a subscription that is not allowed is refused as such; otherwise only what it would carry is withheld.
    boolean refusesSubscriptions();

    /// Every publish: by a bank and by the cloud, on both branches and all channels, plain, retained and oversize.
    @TestFactory
    default Stream<DynamicTest> carriesWhatTheRulesAllowAndNothingElse() {
        List<DynamicTest> cases = new ArrayList<>();
        for (String who : List.of(HARBOUR, CLOUD)) {
            for (String branch : List.of(HARBOUR, STATION)) {
                for (String channel : Stream.concat(UP.stream(), DOWN.stream()).toList()) {
                    boolean allowed = who.equals(HARBOUR)
                            ? branch.equals(HARBOUR) && UP.contains(channel)
                            : DOWN.contains(channel);
                    cases.add(publish(who, branch, channel, false, 0, allowed));
                    if (allowed) {
                        cases.add(publish(who, branch, channel, true, 0, false));
                        cases.add(publish(who, branch, channel, false, 81_921, false));
                    }
                }
            }
        }
        return cases.stream();
    }

    private DynamicTest publish(String who, String branch, String channel, boolean retain, int bytes, boolean allowed) {
        String topic = "lockward/v1/" + branch + "/" + channel;
        String name = who + " publishes " + topic + (retain ? " retained" : "") + (bytes > 0 ? " of " + bytes : "");
        return DynamicTest.dynamicTest(name, () -> {
            String marker = "case-" + COUNT.incrementAndGet();
            try (Wire watch = connect(WATCH);
                    Wire station = connect(STATION);
                    Wire harbour = connect(HARBOUR);
                    Wire cloud = connect(CLOUD)) {
                UP.forEach(up -> watch.subscribe("lockward/v1/+/" + up));
                DOWN.forEach(down -> station.subscribe("lockward/v1/" + STATION + "/" + down));
                DOWN.forEach(down -> harbour.subscribe("lockward/v1/" + HARBOUR + "/" + down));
                Wire publisher = who.equals(HARBOUR) ? harbour : cloud;
                publisher.publish(topic, channel.equals("telemetry") ? 0 : 1, retain, marker + " ".repeat(bytes));
                if (publisher.isConnected() && channel.equals("telemetry")) {
                    // QoS 0 has no answer; one that follows on the same connection shows that it was handled
                    publisher.publish("lockward/v1/" + HARBOUR + "/presence", 1, false, "after " + marker);
                }
                if (allowed) {
                    (UP.contains(channel) ? watch : branch.equals(STATION) ? station : harbour).await(marker);
                    return;
                }
                fence(watch, station, "fence-" + marker);
                for (Wire wire : List.of(watch, station, harbour)) {
                    assertTrue(wire.seen().stream().noneMatch(line -> line.equals(topic + " " + marker)), topic);
                }
            }
        });
    }

    /// Every subscription: what a bank and the cloud hear when all that may be said is said.
    @TestFactory
    default Stream<DynamicTest> deliversWhatTheRulesAllowAndNothingElse() {
        List<DynamicTest> cases = new ArrayList<>();
        for (String down : DOWN) {
            cases.add(subscribe(HARBOUR, own(HARBOUR, down), Set.of(own(HARBOUR, down)), Set.of()));
            cases.add(subscribe(HARBOUR, own(STATION, down), Set.of(), Set.of()));
            cases.add(subscribe(HARBOUR, "lockward/v1/+/" + down, Set.of(), Set.of(own(HARBOUR, down))));
        }
        Set<String> ownDown =
                Set.copyOf(DOWN.stream().map(down -> own(HARBOUR, down)).toList());
        for (String up : UP) {
            cases.add(subscribe(HARBOUR, own(HARBOUR, up), Set.of(), Set.of()));
            cases.add(subscribe(HARBOUR, own(STATION, up), Set.of(), Set.of()));
            cases.add(subscribe(CLOUD, "lockward/v1/+/" + up, Set.of(own(HARBOUR, up), own(STATION, up)), Set.of()));
            cases.add(subscribe(
                    CLOUD, "$share/g/lockward/v1/+/" + up, Set.of(own(HARBOUR, up), own(STATION, up)), Set.of()));
        }
        for (String wide : List.of("#", "lockward/#", "lockward/v1/#", "lockward/v1/harbour-7/#", "+/+/+/+")) {
            cases.add(subscribe(HARBOUR, wide, Set.of(), ownDown));
        }
        cases.add(subscribe(HARBOUR, "$share/g/lockward/v1/harbour-7/ack", Set.of(), ownDown));
        cases.add(subscribe(HARBOUR, "$SYS/#", Set.of(), Set.of()));
        cases.add(subscribe(CLOUD, "lockward/v1/+/commands", Set.of(), Set.of()));
        cases.add(subscribe(CLOUD, "$SYS/#", Set.of(), Set.of()));
        return cases.stream();
    }

    private static String own(String bank, String channel) {
        return "lockward/v1/" + bank + "/" + channel;
    }

    /// @param heard the topics that arrive
    /// @param withheldOnly what may arrive besides where the broker cannot refuse subscriptions
    private DynamicTest subscribe(String who, String filter, Set<String> heard, Set<String> withheldOnly) {
        return DynamicTest.dynamicTest(who + " subscribes " + filter, () -> {
            String marker = "probe-" + COUNT.incrementAndGet();
            String listener = who.equals(CLOUD) ? WATCH : who;
            try (Wire cloud = connect(CLOUD);
                    Wire station = connect(STATION);
                    Wire harbour = connect(HARBOUR);
                    Wire watch = connect(WATCH)) {
                Wire subject = listener.equals(HARBOUR) ? harbour : watch;
                String answer = subject.subscribe(filter);
                if (refusesSubscriptions()) {
                    assertEquals(heard.isEmpty(), answer != null, "answer: " + answer);
                }
                for (String up : UP) {
                    harbour.publish(own(HARBOUR, up), up.equals("telemetry") ? 0 : 1, false, marker);
                    station.publish(own(STATION, up), up.equals("telemetry") ? 0 : 1, false, marker);
                }
                for (String down : DOWN) {
                    cloud.publish(own(HARBOUR, down), 1, false, marker);
                    cloud.publish(own(STATION, down), 1, false, marker);
                }
                Wire.until(
                        "telemetry through",
                        () -> heard.size() <= topics(subject, marker).size());
                // A message that the subject may hear in any case, after everything else, shows that nothing follows
                if (listener.equals(HARBOUR)) {
                    subject.subscribe(own(HARBOUR, "desired"));
                    cloud.publish(own(HARBOUR, "desired"), 1, false, "fence-" + marker);
                } else {
                    subject.subscribe("lockward/v1/+/presence");
                    station.publish(own(STATION, "presence"), 1, false, "fence-" + marker);
                }
                subject.await("fence-" + marker);
                Set<String> got = topics(subject, marker);
                if (!refusesSubscriptions()) {
                    got.removeAll(withheldOnly);
                }
                assertEquals(heard, got);
            }
        });
    }

    private static Set<String> topics(Wire wire, String marker) {
        Set<String> topics = new TreeSet<>();
        wire.seen().stream()
                .filter(line -> line.endsWith(" " + marker))
                .forEach(line -> topics.add(line.substring(0, line.indexOf(' '))));
        return topics;
    }

    /// Waits until everything that was said before has gone through the broker.
    private void fence(Wire watch, Wire station, String marker) throws InterruptedException {
        try (Wire cloud = connect("cloud-fence")) {
            cloud.publish("lockward/v1/" + STATION + "/ack", 1, false, marker);
            station.await(marker);
        }
        station.publish("lockward/v1/" + STATION + "/presence", 1, false, marker);
        watch.await(marker);
    }
}
