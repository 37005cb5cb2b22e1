package io.lockward.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Key sets on their way to the banks; they are made offline, with `lockward keys`.
@Command(
        name = "key-set",
        description = "Hands a signed key set out to the banks, and tells which bank has which.",
        mixinStandardHelpOptions = true)
final class FleetKeysCommand {
    /// More bytes are no key set.
    private static final long MOST_BYTES = 16 * 1024;

    /// What one look at the fleet shows.
    ///
    /// @param waiting connected, and without it
    /// @param away not connected, and without it
    private record Spread(int banks, List<String> waiting, List<String> away) {
        private int have() {
            return banks - waiting.size() - away.size();
        }

        private String words(long version) {
            return have() + " of " + banks + " banks have key set " + version
                    + (away.isEmpty()
                            ? ""
                            : "; away: " + String.join(", ", away) + " (gets it before any command when it is back)");
        }
    }

    @Command(
            name = "hand-out",
            description = "Puts a key set in force that the offline root signed; it goes to every bank.",
            mixinStandardHelpOptions = true)
    int handOut(
            @Mixin Session session,
            @Parameters(paramLabel = "FILE", description = "made with: ./lockward keys set") Path file,
            @Option(
                            names = "--wait",
                            description =
                                    "until every bank that is connected says that it has it; 8 when only some do, 6 when none")
                    boolean wait,
            @Option(
                            names = "--limit",
                            paramLabel = "SECONDS",
                            defaultValue = "120",
                            description = "how long to wait at most (default: ${DEFAULT-VALUE})")
                    long limitSeconds)
            throws InterruptedException {
        Cloud cloud = session.cloud();
        JsonNode set =
                cloud.put("/api/v1/key-set", Cloud.JSON.createObjectNode().put("keySet", read(file)));
        long version = set.path("version").asLong();
        session.show(set, _ -> session.out().println("Key set " + version + " is in force and goes to every bank."));
        return wait ? follow(session, cloud, version, limitSeconds, System::nanoTime) : ExitCode.DONE;
    }

    @Command(name = "banks", description = "Shows which key set each bank has.", mixinStandardHelpOptions = true)
    int banks(@Mixin Session session) {
        session.show(session.cloud().get("/api/v1/key-set/banks?limit=200"), answer -> {
            Table table = new Table("BANK", "KEY SET", "IN FORCE", "REPORTED", "PROBLEM");
            for (JsonNode bank : answer.path("items")) {
                table.row(
                        bank.path("bank").asText(),
                        bank.path("version").asText(),
                        bank.path("current").asBoolean() ? "yes" : "no",
                        bank.path("reportedAt").asText("-"),
                        bank.path("problem").isTextual() ? bank.path("problem").textValue() : "");
            }
            session.out().print(answer.path("items").isEmpty() ? "No banks yet.\n" : table);
        });
        return ExitCode.DONE;
    }

    private static int follow(Session session, Cloud cloud, long version, long limitSeconds, LongSupplier nanos)
            throws InterruptedException {
        long deadline = nanos.getAsLong() + TimeUnit.SECONDS.toNanos(limitSeconds);
        Spread spread = look(cloud);
        while (!spread.waiting.isEmpty()) {
            if (nanos.getAsLong() > deadline) {
                throw new Failure(
                        spread.have() > 0 ? ExitCode.PARTLY_FAILED : ExitCode.TIMED_OUT,
                        "after " + limitSeconds + " s " + spread.words(version) + "; still without it: "
                                + String.join(", ", spread.waiting) + ". Look with: ./lockward key-set banks");
            }
            TimeUnit.MILLISECONDS.sleep(500);
            spread = look(cloud);
        }
        session.out().println(spread.words(version));
        session.out().flush();
        return ExitCode.DONE;
    }

    private static Spread look(Cloud cloud) {
        Set<String> online = new HashSet<>();
        for (JsonNode bank : all(cloud, "/api/v1/banks")) {
            if (bank.path("presence").path("state").asText().equals("online")) {
                online.add(bank.path("id").asText());
            }
        }
        List<JsonNode> banks = all(cloud, "/api/v1/key-set/banks");
        List<String> waiting = new ArrayList<>();
        List<String> away = new ArrayList<>();
        for (JsonNode bank : banks) {
            String id = bank.path("bank").asText();
            if (!bank.path("current").asBoolean()) {
                (online.contains(id) ? waiting : away).add(id);
            }
        }
        return new Spread(banks.size(), waiting, away);
    }

    private static List<JsonNode> all(Cloud cloud, String path) {
        List<JsonNode> items = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page =
                    cloud.get(path + "?limit=200" + (cursor.isEmpty() ? "" : "&cursor=" + Cloud.escaped(cursor)));
            page.path("items").forEach(items::add);
            cursor = page.path("next").isTextual() ? page.path("next").textValue() : "";
        } while (!cursor.isEmpty());
        return items;
    }

    private static String read(Path file) {
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new Failure(ExitCode.ERROR, file + " is too large to be a key set");
            }
            return Files.readString(file).strip();
        } catch (NoSuchFileException _) {
            throw new Failure(ExitCode.NOT_FOUND, file + " is not there");
        } catch (IOException e) {
            throw new Failure(ExitCode.ERROR, "cannot read " + file + ": " + e.getMessage());
        }
    }
}
