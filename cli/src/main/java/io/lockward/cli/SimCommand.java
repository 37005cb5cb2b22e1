package io.lockward.cli;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Lets things go wrong in the running demo.
@Command(name = "sim", description = "Acts on the running demo's world.", mixinStandardHelpOptions = true)
final class SimCommand {
    @Command(
            name = "fault",
            description = {
                "Causes a fault, or mends it.",
                "Kinds: power-cut, mains-loss, mains-back, network-loss, network-back, kiosk-freeze, door-forced, door-jam."
            },
            mixinStandardHelpOptions = true)
    int fault(
            @Mixin Session session,
            @Parameters(paramLabel = "KIND") String kind,
            @Parameters(paramLabel = "BANK") String bank) {
        try (HttpClient http = HttpClient.newHttpClient()) {
            String port = Files.readString(session.data().resolve("sim-port")).strip();
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/fault?kind=" + Cloud.escaped(kind)
                                    + "&bank=" + Cloud.escaped(bank)))
                            .timeout(Duration.ofSeconds(10))
                            .POST(HttpRequest.BodyPublishers.noBody())
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() == 200) {
                session.out().println(answer.body().strip());
                return ExitCode.DONE;
            }
            throw new Failure(
                    answer.statusCode() == 404 ? ExitCode.NOT_FOUND : ExitCode.USAGE,
                    answer.body().strip());
        } catch (IOException _) {
            throw new Failure(ExitCode.ERROR, "no demo answers. Start one with ./lockward demo");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new Failure(ExitCode.ERROR, "interrupted");
        }
    }
}
