package io.lockward.cloud.notice;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Posts to endpoints. The name is looked up once, every address behind it must be on the open Internet, and the
/// connection goes to the very address that was looked at, so that a name that changes its mind leads nowhere.
/// Redirects are not followed and the answer's body is not read. Any thread; blocks, at most for its patience.
@Singleton
final class WebhookSender {
    private static final int PATIENCE_MILLIS = 10_000;
    private static final int CONNECT_MILLIS = 5_000;
    /// The status by which an endpoint says that it never wants anything again (RFC 9110, section 15.5.11).
    static final int GONE = 410;

    private final HttpClient http;
    private final boolean loopback;

    WebhookSender(
            Vertx vertx,
            @ConfigProperty(name = "lockward.webhook.allow-loopback", defaultValue = "false") boolean loopback) {
        this.loopback = loopback;
        this.http = vertx.createHttpClient(new HttpClientOptions()
                .setKeepAlive(false)
                .setConnectTimeout(CONNECT_MILLIS)
                .setVerifyHost(true)
                .setMaxPoolSize(4)
                .setMaxHeaderSize(16 * 1024));
    }

    boolean allowsLoopback() {
        return loopback;
    }

    /// @param signature as [WebhookSignature] makes it, for this id, time and body
    Outcome post(String url, String id, Instant at, String signature, String body) {
        String refusal = AddressRules.refusal(url, loopback);
        if (refusal != null) {
            return Outcome.never("The address " + refusal + ".");
        }
        URI target = URI.create(url);
        String host = target.getHost().replaceAll("[\\[\\]]", "");
        boolean tls = "https".equalsIgnoreCase(target.getScheme());
        InetAddress address;
        try {
            InetAddress[] all = InetAddress.getAllByName(host);
            for (InetAddress one : all) {
                if (!AddressRules.isPublic(one) && !(loopback && one.isLoopbackAddress())) {
                    return Outcome.later("The name leads to an address that is not on the open Internet.");
                }
            }
            address = all[0];
        } catch (UnknownHostException _) {
            return Outcome.later("The name of the host is not known.");
        }
        int port = target.getPort() > 0 ? target.getPort() : tls ? 443 : 80;
        String path = (target.getRawPath() == null || target.getRawPath().isEmpty() ? "/" : target.getRawPath())
                + (target.getRawQuery() == null ? "" : "?" + target.getRawQuery());
        RequestOptions request = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setServer(SocketAddress.inetSocketAddress(port, address.getHostAddress()))
                .setHost(host)
                .setPort(port)
                .setSsl(tls)
                .setURI(path)
                .setFollowRedirects(false)
                .setTimeout(PATIENCE_MILLIS)
                .putHeader("Content-Type", "application/json")
                .putHeader("User-Agent", "Lockward")
                .putHeader("webhook-id", id)
                .putHeader("webhook-timestamp", Long.toString(at.getEpochSecond()))
                .putHeader("webhook-signature", signature);
        return exchange(request, body);
    }

    private Outcome exchange(RequestOptions request, String body) {
        try {
            int status = http.request(request)
                    .compose(ready -> ready.send(Buffer.buffer(body)))
                    .map(answer -> {
                        int code = answer.statusCode();
                        var _ = answer.request().connection().close(); // whatever else it has to say is not read
                        return code;
                    })
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(PATIENCE_MILLIS + CONNECT_MILLIS, TimeUnit.MILLISECONDS);
            if (status >= 200 && status < 300) {
                return new Outcome.Taken(status);
            }
            return status == GONE
                    ? new Outcome.Never("The endpoint says that it is gone (410).", status)
                    : new Outcome.Later("The endpoint answered " + status + ".", status);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            return Outcome.later("The endpoint cannot be reached: "
                    + (cause == null ? "it failed" : cause.getClass().getSimpleName()) + ".");
        } catch (TimeoutException _) {
            return Outcome.later("The endpoint did not answer in time.");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Outcome.later("Interrupted.");
        }
    }

    @PreDestroy
    void close() {
        var _ = http.close();
    }
}
