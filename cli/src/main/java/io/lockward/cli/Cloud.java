package io.lockward.cli;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Speaks the HTTP contract with one cloud service. For one thread.
public final class Cloud {
    private static final Duration PATIENCE = Duration.ofSeconds(45);
    static final JsonMapper JSON = new JsonMapper();

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final URI base;
    private final String apiKey;

    public Cloud(URI base, String apiKey) {
        this.base = base;
        this.apiKey = apiKey;
    }

    /// The service named by `LOCKWARD_URL` and `LOCKWARD_API_KEY`, else the demo whose data folder is given.
    public static Cloud find(Map<String, String> environment, Path data) {
        String url = environment.get("LOCKWARD_URL");
        String key = environment.get("LOCKWARD_API_KEY");
        if (url != null && key != null) {
            return new Cloud(URI.create(url), key);
        }
        if (url != null || key != null) {
            throw new Failure(ExitCode.USAGE, "LOCKWARD_URL and LOCKWARD_API_KEY go together; one of them is not set");
        }
        try {
            String port = Files.readString(data.resolve("http-port")).strip();
            return new Cloud(
                    URI.create("http://127.0.0.1:" + port),
                    Files.readString(data.resolve("api-key")).strip());
        } catch (IOException _) {
            throw new Failure(
                    ExitCode.ERROR,
                    "no service to talk to: no demo has run in " + data
                            + ". Start one with ./lockward demo, or set LOCKWARD_URL and LOCKWARD_API_KEY");
        }
    }

    public JsonNode get(String path) {
        return send(request(path).GET());
    }

    /// @param onceOnly whether the call carries an `Idempotency-Key`, so that a repeat after a lost answer does nothing
    public JsonNode post(String path, JsonNode body, boolean onceOnly) {
        HttpRequest.Builder request = request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()));
        return send(
                onceOnly ? request.header("Idempotency-Key", UUID.randomUUID().toString()) : request);
    }

    public JsonNode put(String path, JsonNode body) {
        return send(request(path)
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(body.toString())));
    }

    /// Asks for a file and writes it; nothing is left behind when it does not come whole.
    public void download(String path, JsonNode body, Path file) {
        HttpRequest request = request(path)
                .setHeader("Accept", "*/*")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                .build();
        try {
            Path folder = file.toAbsolutePath().getParent();
            Path draft = Files.createTempFile(folder == null ? Path.of(".") : folder, ".lockward", ".part");
            try {
                HttpResponse<Path> response = http.send(request, HttpResponse.BodyHandlers.ofFile(draft));
                if (response.statusCode() >= 300) {
                    throw new Failure(
                            exitCode(response.statusCode()),
                            problem(response.statusCode(), tree(Files.readString(draft))));
                }
                Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(draft);
            }
        } catch (ConnectException _) {
            throw new Failure(ExitCode.ERROR, "nothing answers at " + base + ". Is the service running?");
        } catch (IOException e) {
            throw new Failure(ExitCode.ERROR, "the file did not come whole: " + e.getMessage());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new Failure(ExitCode.ERROR, "interrupted");
        }
    }

    public JsonNode delete(String path) {
        return send(request(path).DELETE());
    }

    /// Whether the service says it is ready. Never throws.
    public boolean isReady() {
        try {
            return http.send(request("/q/health/ready").GET().build(), HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException _) {
            return false;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    static String escaped(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base.resolve(path))
                .timeout(PATIENCE)
                .header("Accept", "application/json")
                .header("Authorization", "Bearer " + apiKey);
    }

    private JsonNode send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            JsonNode body = tree(response.body());
            if (response.statusCode() < 300) {
                return body;
            }
            throw new Failure(exitCode(response.statusCode()), problem(response.statusCode(), body));
        } catch (ConnectException _) {
            throw new Failure(ExitCode.ERROR, "nothing answers at " + base + ". Is the service running?");
        } catch (IOException e) {
            throw new Failure(ExitCode.ERROR, "lost the service at " + base + ": " + e.getMessage());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new Failure(ExitCode.ERROR, "interrupted");
        }
    }

    private static JsonNode tree(@Nullable String body) {
        try {
            return JSON.readTree(body == null || body.isBlank() ? "{}" : body);
        } catch (JacksonException _) {
            return JSON.createObjectNode();
        }
    }

    private static String problem(int status, JsonNode body) {
        String detail = body.path("detail").asText("");
        String title = body.path("title").asText("the service answered " + status);
        return detail.isBlank() ? title : title + ": " + detail;
    }

    private static int exitCode(int status) {
        return switch (status) {
            case 400, 422 -> ExitCode.USAGE;
            case 401, 403 -> ExitCode.NOT_ALLOWED;
            case 404 -> ExitCode.NOT_FOUND;
            case 409 -> ExitCode.CONFLICT;
            default -> ExitCode.ERROR;
        };
    }
}
