package io.lockward.cloud.notice;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An endpoint as the API tells of it.
///
/// @param secret what verifies its signatures, in the answer that made it only
/// @param paused while nothing goes there
public record WebhookView(
        String id,
        String url,
        @Nullable List<String> kinds,
        @Nullable List<String> banks,
        @Nullable String secret,
        String madeBy,
        Instant madeAt,
        @Nullable WebhookPaused paused,
        WebhookHealth health) {
    /// Who let it rest.
    public record WebhookPaused(String by, Instant at) {}

    /// @param state `unused`, `well` or `failing`, by the newest try
    /// @param waiting messages that wait, also those between two tries
    /// @param retrying those of them that were tried in vain
    /// @param dead messages that were given up
    /// @param status the HTTP status of the newest failure that was not made good; `null` when it had none
    /// @param problem of that failure
    public record WebhookHealth(
            String state,
            long waiting,
            long retrying,
            long dead,
            @Nullable Instant takenAt,
            @Nullable Instant failedAt,
            @Nullable Integer status,
            @Nullable String problem) {}

    static WebhookView of(WebhookStore.Followed followed, @Nullable String secret) {
        Webhook webhook = followed.webhook();
        Webhook.Paused paused = webhook.paused();
        EndpointHealth health = followed.health();
        return new WebhookView(
                webhook.id(),
                webhook.url(),
                webhook.kinds(),
                webhook.banks(),
                secret,
                webhook.madeBy(),
                webhook.madeAt(),
                paused == null ? null : new WebhookPaused(paused.by(), paused.at()),
                new WebhookHealth(
                        health.state().word(),
                        health.waiting(),
                        health.retrying(),
                        health.dead(),
                        health.takenAt(),
                        health.failedAt(),
                        health.status(),
                        health.problem()));
    }
}
