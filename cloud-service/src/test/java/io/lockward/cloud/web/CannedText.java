package io.lockward.cloud.web;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Answers and events in the cloud's own shapes, with the few fields that a test is about. Times are relative, as
/// [CannedCloud] takes them.
final class CannedText {
    private CannedText() {}

    /// An unlock of A01 at harbour-7, asked for 2 s ago.
    ///
    /// @param steps those after `queued`, each by [#step]
    static String command(String state, String steps) {
        boolean verified = state.equals("verified");
        return """
                {"id":"c-9","bank":"harbour-7","kind":"unlock","compartment":"A01","level":null,
                 "reason":"Resident forgot the code","by":"ana","state":"%s","end":%s,
                 "createdAt":"@-2s","deadlineAt":"@+28s","refusal":null,"evidence":%s,
                 "steps":[{"state":"queued","at":"@-2s","journal":null,"epoch":null,"seq":null,"text":null}%s]}
                """.formatted(
                        state,
                        verified || state.equals("cancelled"),
                        verified ? "\"The door switch says A01 opened after 620 ms.\"" : "null",
                        steps);
    }

    /// @param ago seconds
    /// @param seq the entry behind it, or `null`
    static String step(String state, String ago, String seq) {
        return """
                ,{"state":"%s","at":"@-%ss","journal":null,"epoch":1,"seq":%s,"text":null}""".formatted(state, ago, seq);
    }

    /// @param health the level and the sentence
    static String bank(String id, String health) {
        return """
                {"id":"%s","bank":{"id":"%s","name":"Harbour 9","health":{%s,"reasons":[]},
                 "lastSeen":"@-0s","fresh":true}}
                """.formatted(id, id, health);
    }

    static String entry(long seq, String type, String fields) {
        return """
                {"journal":"j","epoch":1,"seq":%d,"at":"@-1s","boot":17,"up":5000,"receivedAt":"@-0s",
                 "type":"%s","subject":null,"entry":{"type":"%s",%s}}
                """.formatted(seq, type, type, fields);
    }

    /// @param next the cursor with its quotes, or `null`
    static String many(int count, String next) {
        String items = IntStream.range(0, count)
                .mapToObj(index -> """
                        {"id":"bank-%d","name":"Bank %d","site":{"id":"s","name":"Site","timeZone":"UTC"},
                         "presence":{"state":"online","since":"@-500s","lastSeen":"@-4s","explanation":null},
                         "health":{"level":"ok","sentence":"Fine","reasons":[]},"power":null,
                         "doors":{"total":12,"open":0,"jammed":0,"unknown":0},"alarms":{},
                         "lastSeen":"@-4s","fresh":true}
                        """.formatted(index, index))
                .collect(Collectors.joining(","));
        return "{\"items\":[" + items + "],\"next\":" + next + "}";
    }
}
