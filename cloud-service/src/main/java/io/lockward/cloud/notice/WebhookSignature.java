package io.lockward.cloud.notice;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Signs what goes to an endpoint as Standard Webhooks 1.0 says, so that any of its libraries verifies it:
/// HMAC-SHA-256 over id, timestamp and body. Stateless.
final class WebhookSignature {
    /// Secrets begin so; base64 follows.
    static final String PREFIX = "whsec_";

    /// Bytes of a secret made here; the specification asks for 24 to 64.
    static final int SECRET_BYTES = 32;

    private WebhookSignature() {}

    /// The value of `webhook-signature`.
    ///
    /// @param secret as the endpoint has it
    static String sign(String secret, String id, Instant at, String body) {
        byte[] key = Base64.getDecoder().decode(secret.substring(PREFIX.length()));
        byte[] text = (id + '.' + at.getEpochSecond() + '.' + body).getBytes(StandardCharsets.UTF_8);
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(text));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }
}
