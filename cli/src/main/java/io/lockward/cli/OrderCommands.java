package io.lockward.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// What can be asked of a bank besides opening a door and restarting a part.
final class OrderCommands {
    private static final long LIMIT_SECONDS = 15 * 60;

    private OrderCommands() {}

    /// What all of them share.
    static final class Order {
        @Mixin
        private Session session = new Session();

        @Parameters(paramLabel = "BANK", index = "0")
        private String bank = "";

        @Option(names = "--reason", required = true, description = "why; goes into the audit log")
        private String reason = "";

        @Option(names = "--wait", description = "follow it to its end; exit 0 only when verified")
        private boolean wait;

        int ask(String kind, Map<String, Object> more) {
            Cloud cloud = session.cloud();
            return follow(cloud, post(cloud, kind, more));
        }

        JsonNode post(Cloud cloud, String kind, Map<String, Object> more) {
            ObjectNode body = Cloud.JSON.createObjectNode();
            body.put("kind", kind).put("reason", reason);
            more.forEach(body::putPOJO);
            return cloud.post("/api/v1/banks/" + Cloud.escaped(bank) + "/commands", body, true);
        }

        int follow(Cloud cloud, JsonNode asked) {
            return Asked.follow(session, cloud, asked, wait, LIMIT_SECONDS, System::nanoTime);
        }
    }

    /// Makes a bank show itself.
    @Command(
            name = "locate",
            description = "Makes the bank show itself: its screen, and its light where one is fitted.",
            mixinStandardHelpOptions = true)
    static final class Locate implements Callable<Integer> {
        @Mixin
        private Order order = new Order();

        @Option(names = "--seconds", description = "for how long, 1 to 300 (default ${DEFAULT-VALUE})")
        private int seconds = 30;

        @Override
        public Integer call() {
            return order.ask("locate", Map.of("seconds", seconds));
        }
    }

    /// Looks at every part once.
    @Command(
            name = "selftest",
            description = "Has the bank look at every part; verified when all are well.",
            mixinStandardHelpOptions = true)
    static final class Selftest implements Callable<Integer> {
        @Mixin
        private Order order = new Order();

        @Override
        public Integer call() {
            return order.ask("selftest", Map.of());
        }
    }

    /// Takes a compartment out of use, or back.
    @Command(
            name = "service",
            description = "Takes a compartment out of service, or puts it back. Opens nothing.",
            mixinStandardHelpOptions = true)
    static final class Service implements Callable<Integer> {
        enum Direction {
            IN,
            OUT
        }

        @Mixin
        private Order order = new Order();

        @Parameters(paramLabel = "DOOR", index = "1", description = "such as A07")
        private String door = "";

        @Parameters(paramLabel = "in|out", index = "2")
        private Direction direction = Direction.OUT;

        @Override
        public Integer call() {
            String kind = direction.name().toLowerCase(Locale.ROOT) + "-" + (direction == Direction.OUT ? "of-" : "");
            return order.ask(kind + "service", Map.of("compartment", door));
        }
    }

    /// Opens everything, when two people agree.
    @Command(
            name = "open-all",
            description = "Opens every compartment, once two people have approved it within ten minutes.",
            mixinStandardHelpOptions = true)
    static final class OpenAll implements Callable<Integer> {
        @Mixin
        private Order order = new Order();

        @Override
        public Integer call() {
            return order.ask("unlock-all", Map.of());
        }
    }

    /// Hands in one person's consent.
    @Command(
            name = "approve",
            description = "Hands in one person's approval, made offline with: ./lockward keys approve",
            mixinStandardHelpOptions = true)
    static final class Approve implements Callable<Integer> {
        @Mixin
        private Session session = new Session();

        @Parameters(paramLabel = "COMMAND", index = "0", description = "the command's id")
        private String command = "";

        @Parameters(paramLabel = "APPROVAL", index = "1", description = "the signed approval, as text")
        private String approval = "";

        @Override
        public Integer call() {
            ObjectNode body = Cloud.JSON.createObjectNode().put("approval", approval);
            JsonNode answer =
                    session.cloud().post("/api/v1/commands/" + Cloud.escaped(command) + "/approvals", body, false);
            session.show(
                    answer,
                    view -> session.out()
                            .println(command + " " + view.path("state").asText()
                                    + (view.path("waitsFor").isTextual()
                                            ? ": " + view.path("waitsFor").asText()
                                            : "")));
            return ExitCode.DONE;
        }
    }

    /// Fetches a diagnostic bundle.
    @Command(
            name = "diagnose",
            description = "Has the bank gather a signed diagnostic bundle; with --wait, shows it.",
            mixinStandardHelpOptions = true)
    static final class Diagnose implements Callable<Integer> {
        @Mixin
        private Order order = new Order();

        @Override
        public Integer call() {
            Cloud cloud = order.session.cloud();
            JsonNode asked = order.post(cloud, "diagnose", Map.of());
            int end = order.follow(cloud, asked);
            if (order.wait && end == ExitCode.DONE) {
                order.session.show(
                        Bundle.fetch(cloud, asked.path("id").asText()),
                        bundle -> order.session.out().print(Bundle.words(bundle)));
            }
            return end;
        }
    }

    /// Holds the remedy ladder back.
    @Command(
            name = "pause-remedy",
            description = "Holds the bank's automatic restarts back; 0 minutes lets them go on.",
            mixinStandardHelpOptions = true)
    static final class PauseRemedy implements Callable<Integer> {
        @Mixin
        private Order order = new Order();

        @Option(names = "--minutes", required = true, description = "for how long, 0 to 1440")
        private int minutes;

        @Override
        public Integer call() {
            return order.ask("pause-remedy", Map.of("minutes", minutes));
        }
    }

    /// Configures a bank from afar.
    @Command(
            name = "configure",
            description = "Says what a bank is to be configured with; without settings, shows how it stands.",
            mixinStandardHelpOptions = true)
    static final class Configure implements Callable<Integer> {
        @Mixin
        private Session session = new Session();

        @Parameters(paramLabel = "BANK", index = "0")
        private String bank = "";

        @Option(names = "--set", paramLabel = "KEY=VALUE", description = "all settings the bank is to have from afar")
        private Map<String, String> settings = Map.of();

        @Override
        public Integer call() {
            Cloud cloud = session.cloud();
            String path = "/api/v1/banks/" + Cloud.escaped(bank) + "/configuration";
            JsonNode answer;
            if (settings.isEmpty()) {
                answer = cloud.get(path);
            } else {
                ObjectNode body = Cloud.JSON.createObjectNode();
                ObjectNode wanted = body.putObject("settings");
                settings.forEach(wanted::put);
                answer = cloud.put(path, body);
            }
            session.show(
                    answer,
                    view -> session.out()
                            .println(bank + " " + view.path("state").asText() + ": "
                                    + view.path("text").asText()));
            return view(answer);
        }

        private static int view(JsonNode answer) {
            return answer.path("state").asText().equals("not-taken") ? ExitCode.CONFLICT : ExitCode.DONE;
        }
    }
}
