package io.lockward.broker.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockward.protocol.BankId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Every cell of the access matrix is generated here; what each one must say is written by hand in the tables below,
/// with literal topics and sizes, so that code and test share no mistake.
class TopicAccessTest {
    private static final List<String> CHANNELS =
            List.of("presence", "entries", "telemetry", "ack", "commands", "desired");
    private static final Map<String, Principal> WHO =
            Map.of("bank", new Principal.Bank(new BankId("harbour-7")), "cloud", new Principal.Cloud("cloud"));
    private static final Map<String, String> BRANCH = Map.of("own", "harbour-7", "other", "station-1");

    /// who, branch, channel: the highest quality of service and the largest payload, or the refusal.
    private static final String PUBLISH = """
            bank  own   presence  1 2048
            bank  own   entries   1 81920
            bank  own   telemetry 0 16384
            bank  own   ack       WRONG_DIRECTION
            bank  own   commands  WRONG_DIRECTION
            bank  own   desired   WRONG_DIRECTION
            bank  other presence  FOREIGN_BANK
            bank  other entries   FOREIGN_BANK
            bank  other telemetry FOREIGN_BANK
            bank  other ack       FOREIGN_BANK
            bank  other commands  FOREIGN_BANK
            bank  other desired   FOREIGN_BANK
            cloud own   presence  WRONG_DIRECTION
            cloud own   entries   WRONG_DIRECTION
            cloud own   telemetry WRONG_DIRECTION
            cloud own   ack       1 512
            cloud own   commands  1 4096
            cloud own   desired   1 65536
            cloud other presence  WRONG_DIRECTION
            cloud other entries   WRONG_DIRECTION
            cloud other telemetry WRONG_DIRECTION
            cloud other ack       1 512
            cloud other commands  1 4096
            cloud other desired   1 65536
            """;

    /// who, branch, form of the filter: the answer for presence, entries, telemetry, ack, commands, desired.
    private static final String SUBSCRIBE = """
            bank  own   plain        WRONG_DIRECTION WRONG_DIRECTION WRONG_DIRECTION allowed allowed allowed
            bank  own   plus         WILDCARD WILDCARD WILDCARD WILDCARD WILDCARD WILDCARD
            bank  own   hash         WILDCARD WILDCARD WILDCARD WILDCARD WILDCARD WILDCARD
            bank  own   branch       WILDCARD WILDCARD WILDCARD WILDCARD WILDCARD WILDCARD
            bank  own   share-plain  SHARED_SUBSCRIPTION SHARED_SUBSCRIPTION SHARED_SUBSCRIPTION SHARED_SUBSCRIPTION SHARED_SUBSCRIPTION SHARED_SUBSCRIPTION
            bank  own   share-plus   SHARED_SUBSCRIPTION SHARED_SUBSCRIPTION SHARED_SUBSCRIPTION SHARED_SUBSCRIPTION SHARED_SUBSCRIPTION SHARED_SUBSCRIPTION
            bank  other plain        FOREIGN_BANK FOREIGN_BANK FOREIGN_BANK FOREIGN_BANK FOREIGN_BANK FOREIGN_BANK
            bank  other plus         WILDCARD WILDCARD WILDCARD WILDCARD WILDCARD WILDCARD
            bank  other hash         WILDCARD WILDCARD WILDCARD WILDCARD WILDCARD WILDCARD
            bank  other branch       WILDCARD WILDCARD WILDCARD WILDCARD WILDCARD WILDCARD
            bank  other share-plain  SHARED_SUBSCRIPTION SHARED_SUBSCRIPTION SHARED_SUBSCRIPTION SHARED_SUBSCRIPTION SHARED_SUBSCRIPTION SHARED_SUBSCRIPTION
            bank  other share-plus   SHARED_SUBSCRIPTION SHARED_SUBSCRIPTION SHARED_SUBSCRIPTION SHARED_SUBSCRIPTION SHARED_SUBSCRIPTION SHARED_SUBSCRIPTION
            cloud own   plain        UNKNOWN_FILTER UNKNOWN_FILTER UNKNOWN_FILTER UNKNOWN_FILTER UNKNOWN_FILTER UNKNOWN_FILTER
            cloud own   plus         allowed allowed allowed WRONG_DIRECTION WRONG_DIRECTION WRONG_DIRECTION
            cloud own   hash         WILDCARD WILDCARD WILDCARD WILDCARD WILDCARD WILDCARD
            cloud own   branch       WILDCARD WILDCARD WILDCARD WILDCARD WILDCARD WILDCARD
            cloud own   share-plain  UNKNOWN_FILTER UNKNOWN_FILTER UNKNOWN_FILTER UNKNOWN_FILTER UNKNOWN_FILTER UNKNOWN_FILTER
            cloud own   share-plus   allowed allowed allowed WRONG_DIRECTION WRONG_DIRECTION WRONG_DIRECTION
            cloud other plain        UNKNOWN_FILTER UNKNOWN_FILTER UNKNOWN_FILTER UNKNOWN_FILTER UNKNOWN_FILTER UNKNOWN_FILTER
            cloud other plus         allowed allowed allowed WRONG_DIRECTION WRONG_DIRECTION WRONG_DIRECTION
            cloud other hash         WILDCARD WILDCARD WILDCARD WILDCARD WILDCARD WILDCARD
            cloud other branch       WILDCARD WILDCARD WILDCARD WILDCARD WILDCARD WILDCARD
            cloud other share-plain  UNKNOWN_FILTER UNKNOWN_FILTER UNKNOWN_FILTER UNKNOWN_FILTER UNKNOWN_FILTER UNKNOWN_FILTER
            cloud other share-plus   allowed allowed allowed WRONG_DIRECTION WRONG_DIRECTION WRONG_DIRECTION
            """;

    @TestFactory
    Stream<DynamicTest> answersEveryPublishAsTheTableSays() {
        List<DynamicTest> cells = new ArrayList<>();
        for (Map.Entry<String, List<String>> row : table(PUBLISH, 3).entrySet()) {
            String[] key = row.getKey().split(" ", -1);
            List<String> rule = row.getValue();
            boolean open = rule.size() == 2;
            int largest = open ? Integer.parseInt(rule.get(1)) : 0;
            for (int qos = 0; qos <= 2; qos++) {
                for (boolean retain : new boolean[] {false, true}) {
                    for (int bytes : new int[] {0, largest, largest + 1}) {
                        Message message = new Message(
                                "lockward/v1/" + text(BRANCH.get(key[1])) + "/" + key[2], qos, retain, bytes);
                        String expected = !open
                                ? rule.getFirst()
                                : retain
                                        ? "RETAINED"
                                        : qos > Integer.parseInt(rule.getFirst())
                                                ? "QOS_TOO_HIGH"
                                                : bytes > largest ? "OVERSIZE" : "allowed";
                        cells.add(DynamicTest.dynamicTest(
                                key[0] + " publishes " + message,
                                () -> assertEquals(expected, said(TopicAccess.publish(who(key[0]), message)))));
                    }
                }
            }
        }
        assertEquals(2 * 2 * 6 * 3 * 2 * 3, cells.size(), "a cell of the matrix is missing");
        return cells.stream();
    }

    @TestFactory
    Stream<DynamicTest> answersEverySubscriptionAsTheTableSays() {
        List<DynamicTest> cells = new ArrayList<>();
        for (Map.Entry<String, List<String>> row : table(SUBSCRIBE, 3).entrySet()) {
            String[] key = row.getKey().split(" ", -1);
            assertEquals(CHANNELS.size(), row.getValue().size(), row.getKey());
            for (int i = 0; i < CHANNELS.size(); i++) {
                String branch = "lockward/v1/" + text(BRANCH.get(key[1]));
                String filter = filter(key[2], branch, CHANNELS.get(i));
                String expected = row.getValue().get(i);
                cells.add(DynamicTest.dynamicTest(
                        key[0] + " subscribes " + filter,
                        () -> assertEquals(expected, said(TopicAccess.subscribe(who(key[0]), filter)))));
            }
        }
        assertEquals(2 * 2 * 6 * 6, cells.size(), "a cell of the matrix is missing");
        return cells.stream();
    }

    @TestFactory
    Stream<DynamicTest> allowsAWillOnABanksOwnPresenceOnly() {
        List<DynamicTest> cells = new ArrayList<>();
        for (String who : WHO.keySet()) {
            for (String branch : BRANCH.keySet()) {
                for (String channel : CHANNELS) {
                    for (boolean retain : new boolean[] {false, true}) {
                        Message will =
                                new Message("lockward/v1/" + text(BRANCH.get(branch)) + "/" + channel, 1, retain, 99);
                        boolean ownPresence = who.equals("bank") && branch.equals("own") && channel.equals("presence");
                        String expected = !ownPresence ? "WILL_TOPIC" : retain ? "RETAINED" : "allowed";
                        cells.add(DynamicTest.dynamicTest(
                                who + " leaves " + will,
                                () -> assertEquals(expected, said(TopicAccess.will(who(who), will)))));
                    }
                }
            }
        }
        assertEquals(2 * 2 * 6 * 2, cells.size(), "a cell of the matrix is missing");
        return cells.stream();
    }

    @ParameterizedTest
    @CsvSource({
        "bank, lockward/v1/harbour-7, UNKNOWN_TOPIC",
        "bank, lockward/v1/harbour-7/, UNKNOWN_TOPIC",
        "bank, lockward/v1/harbour-7/entries/, UNKNOWN_TOPIC",
        "bank, lockward/v1/harbour-7/entries/x, UNKNOWN_TOPIC",
        "bank, /lockward/v1/harbour-7/entries, UNKNOWN_TOPIC",
        "bank, lockward/v2/harbour-7/entries, UNKNOWN_TOPIC",
        "bank, lockward/v1/HARBOUR-7/entries, UNKNOWN_TOPIC",
        "bank, lockward/v1//entries, UNKNOWN_TOPIC",
        "bank, lockward/v1/+/entries, UNKNOWN_TOPIC",
        "bank, lockward/v1/harbour-7/Entries, UNKNOWN_TOPIC",
        "bank, $SYS/broker, DOLLAR_TOPIC",
        "bank, $share/g/lockward/v1/harbour-7/entries, DOLLAR_TOPIC",
        "bank, '', UNKNOWN_TOPIC",
        "cloud, lockward/v1/+/commands, UNKNOWN_TOPIC",
        "cloud, lockward/v1/harbour-7/commands/x, UNKNOWN_TOPIC",
        "cloud, $SYS/broker, DOLLAR_TOPIC"
    })
    void refusesToPublishAnywhereElse(String who, String topic, Refusal expected) {
        assertEquals(new Access.Denied(expected), TopicAccess.publish(who(who), new Message(topic, 0, false, 0)));
    }

    @ParameterizedTest
    @CsvSource({
        "bank, #, WILDCARD",
        "bank, +, WILDCARD",
        "bank, lockward/#, WILDCARD",
        "bank, lockward/v1/harbour-7/comm+, WILDCARD",
        "bank, $SYS/#, DOLLAR_TOPIC",
        "bank, lockward/v1/harbour-7/ack/, UNKNOWN_FILTER",
        "bank, other, UNKNOWN_FILTER",
        "cloud, #, WILDCARD",
        "cloud, +/+/+/+, UNKNOWN_FILTER",
        "cloud, lockward/v1/+/+, UNKNOWN_FILTER",
        "cloud, lockward/v1/+/entries/#, WILDCARD",
        "cloud, $SYS/#, DOLLAR_TOPIC",
        "cloud, $share/lockward/v1/+/entries, UNKNOWN_FILTER",
        "cloud, $share//lockward/v1/+/entries, UNKNOWN_FILTER",
        "cloud, $share/g, UNKNOWN_FILTER",
        "cloud, $share/, UNKNOWN_FILTER",
        "cloud, $share/g/#, WILDCARD",
        "cloud, $share/g/$SYS/#, DOLLAR_TOPIC",
        "cloud, $share/g/$share/h/lockward/v1/+/entries, DOLLAR_TOPIC"
    })
    void refusesEveryOtherFilter(String who, String filter, Refusal expected) {
        assertEquals(new Access.Denied(expected), TopicAccess.subscribe(who(who), filter));
    }

    @Test
    void tellsTheClientWithTheRightReasonCode() {
        Map<Refusal, Integer> codes = Map.of(
                Refusal.FOREIGN_BANK, 0x87,
                Refusal.WRONG_DIRECTION, 0x87,
                Refusal.WILDCARD, 0x87,
                Refusal.UNKNOWN_TOPIC, 0x90,
                Refusal.UNKNOWN_FILTER, 0x8F,
                Refusal.OVERSIZE, 0x95,
                Refusal.OVER_BUDGET, 0x97,
                Refusal.RETAINED, 0x9A,
                Refusal.QOS_TOO_HIGH, 0x9B,
                Refusal.OLD_PROTOCOL, 0x84);
        codes.forEach((refusal, code) ->
                assertEquals(code, new Access.Denied(refusal).code().code(), refusal.name()));
        for (Refusal refusal : Refusal.values()) {
            assertTrue(refusal.code().code() >= 0x80, refusal.name());
        }
    }

    private static String filter(String form, String branch, String channel) {
        return switch (form) {
            case "plain" -> branch + "/" + channel;
            case "plus" -> "lockward/v1/+/" + channel;
            case "hash" -> branch + "/" + channel + "/#";
            case "branch" -> branch + "/#";
            case "share-plain" -> "$share/g/" + branch + "/" + channel;
            case "share-plus" -> "$share/g/lockward/v1/+/" + channel;
            default -> throw new IllegalArgumentException(form);
        };
    }

    private static Map<String, List<String>> table(String text, int keys) {
        Map<String, List<String>> rows = new HashMap<>();
        text.lines().forEach(line -> {
            List<String> words = List.of(line.strip().split(" +", -1));
            List<String> before = rows.put(String.join(" ", words.subList(0, keys)), words.subList(keys, words.size()));
            assertEquals(null, before, "twice in the table: " + line);
        });
        return rows;
    }

    private static String said(Access access) {
        return switch (access) {
            case Access.Allowed _ -> "allowed";
            case Access.Denied(var reason) -> reason.name();
        };
    }

    private static Principal who(String word) {
        Principal who = WHO.get(word);
        if (who == null) {
            throw new IllegalArgumentException(word);
        }
        return who;
    }

    private static String text(@org.jspecify.annotations.Nullable String value) {
        if (value == null) {
            throw new IllegalArgumentException("not in the table");
        }
        return value;
    }
}
