package io.lockward.cloud.remedy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lockward.fleet.remedy.FleetRung;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/// A relay or power strip behind a URL: one POST with a bearer token, certificates verified, bounded in time and size.
/// The order's id goes along as `Idempotency-Key`, for relays that heed it. Any thread.
final class HttpOutlet implements Outlet {
    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final long LONGEST_FILE = 64 * 1024;

    private final String url;
    private final @Nullable Path tokenFile;
    private final @Nullable Path caFile;
    private final Duration timeout;

    HttpOutlet(String url, @Nullable Path tokenFile, @Nullable Path caFile, Duration timeout) {
        this.url = url;
        this.tokenFile = tokenFile;
        this.caFile = caFile;
        this.timeout = timeout.compareTo(LONGEST) > 0 ? LONGEST : timeout;
    }

    /// What is wrong with a way to an outlet; `null` when nothing is.
    static @Nullable String problem(String url, boolean token) {
        URI uri;
        try {
            uri = URI.create(url.replace("{bank}", "bank"));
        } catch (IllegalArgumentException _) {
            return "its outlet's URL cannot be read";
        }
        String scheme = uri.getScheme();
        String host = uri.getHost();
        if (host == null || scheme == null || !scheme.matches("https?")) {
            return "its outlet's URL is not one of http or https";
        }
        boolean here = host.equals("127.0.0.1") || host.equals("localhost") || host.equals("[::1]");
        return token && scheme.equals("http") && !here
                ? "its outlet's token would go over a line that anybody can read: use https"
                : null;
    }

    @Override
    public Answer cycle(FleetRung order) {
        HttpRequest request;
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(CONNECT);
        try {
            request = request(order);
            if (caFile != null) {
                builder.sslContext(trusting(caFile));
            }
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            return new Answer.NotTaken(
                    "the order could not be made: " + e.getClass().getSimpleName());
        }
        // A client for each order: nothing of an earlier one is left that could be used, or tried, again.
        try (HttpClient client = builder.build()) {
            Answer answer = send(client, request);
            client.shutdownNow();
            return answer;
        }
    }

    private Answer send(HttpClient client, HttpRequest request) {
        Future<HttpResponse<InputStream>> sent = client.sendAsync(request, HttpResponse.BodyHandlers.ofInputStream());
        try {
            HttpResponse<InputStream> response = sent.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            response.body().close(); // what it says beyond its status is not read
            int status = response.statusCode();
            String words = "the outlet answered " + status;
            // A server that failed may have acted first; one that redirects or refuses has not.
            return status < 300
                    ? new Answer.Taken(words)
                    : status < 500 ? new Answer.NotTaken(words) : new Answer.Unknown(words);
        } catch (TimeoutException _) {
            sent.cancel(true);
            return new Answer.Unknown("the outlet did not answer within " + timeout.toSeconds() + " s");
        } catch (ExecutionException e) {
            return failed(e.getCause());
        } catch (IOException _) {
            return new Answer.Unknown("the outlet broke off its answer");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new Answer.Unknown("the service was stopped while it waited for the outlet");
        }
    }

    private static Answer failed(@Nullable Throwable cause) {
        boolean neverSent = cause instanceof ConnectException
                || cause instanceof HttpConnectTimeoutException
                || cause instanceof SSLHandshakeException;
        String kind = cause == null ? "failed" : cause.getClass().getSimpleName();
        return neverSent
                ? new Answer.NotTaken("the outlet could not be reached: " + kind)
                : new Answer.Unknown("the connection to the outlet broke: " + kind);
    }

    private HttpRequest request(FleetRung order) throws IOException {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("action", "cycle");
        body.put("bank", order.bank().value());
        body.put("order", order.id().toString());
        body.put("why", order.why());
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(url.replace("{bank}", order.bank().value())))
                .timeout(timeout)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", order.id().toString())
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()));
        if (tokenFile != null) {
            request.header("Authorization", "Bearer " + bounded(tokenFile).strip());
        }
        return request.build();
    }

    private static SSLContext trusting(Path file) throws IOException, GeneralSecurityException {
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        int number = 0;
        try (InputStream pem = Files.newInputStream(file)) {
            for (Certificate each : CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
                trusted.setCertificateEntry("ca-" + number++, each);
            }
        }
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }

    private static String bounded(Path file) throws IOException {
        if (Files.size(file) > LONGEST_FILE) {
            throw new IOException("the token's file is too long");
        }
        return Files.readString(file);
    }
}
