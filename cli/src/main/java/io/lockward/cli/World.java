package io.lockward.cli;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// The running demo's simulated world, where faults can be caused.
public final class World {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final HttpClient http = HttpClient.newHttpClient();
    private final String port;

    private World(String port) {
        this.port = port;
    }

    /// The world of the demo that runs on a data folder.
    public static World of(Path data) {
        try {
            return new World(Files.readString(data.resolve("sim-port")).strip());
        } catch (IOException _) {
            throw new Failure(ExitCode.ERROR, "no demo runs on " + data + ". Start one with ./lockward demo");
        }
    }

    /// Causes a fault, or mends it.
    ///
    /// @return what happens now, as a sentence
    public String cause(String kind, String bank) {
        return post("/fault?kind=" + Cloud.escaped(kind) + "&bank=" + Cloud.escaped(bank));
    }

    /// Somebody's hands at a door: `put`, `take` or `close`.
    ///
    /// @return what came of it, as a sentence
    public String hand(String kind, String bank, String door) {
        return post(
                "/hand?kind=" + Cloud.escaped(kind) + "&bank=" + Cloud.escaped(bank) + "&door=" + Cloud.escaped(door));
    }

    private String post(String path) {
        URI uri = URI.create("http://127.0.0.1:" + port + path);
        try {
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(uri)
                            .timeout(PATIENCE)
                            .POST(HttpRequest.BodyPublishers.noBody())
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() == 200) {
                return answer.body().strip();
            }
            int code = switch (answer.statusCode()) {
                case 404 -> ExitCode.NOT_FOUND;
                case 409 -> ExitCode.CONFLICT;
                default -> ExitCode.USAGE;
            };
            throw new Failure(code, answer.body().strip());
        } catch (IOException _) {
            throw new Failure(ExitCode.ERROR, "the demo does not answer. Is it still running?");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new Failure(ExitCode.ERROR, "interrupted");
        }
    }
}
