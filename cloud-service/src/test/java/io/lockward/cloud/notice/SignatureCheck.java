package io.lockward.cloud.notice;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Computes a signature from the specification's text alone, as an integrator does.
public final class SignatureCheck {
    private SignatureCheck() {}

    /// What `webhook-signature` has to be.
    public static String of(String secret, Receiver.Came came) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret.replace("whsec_", "")), "HmacSHA256"));
            byte[] text = (came.id() + "." + came.timestamp() + "." + came.body()).getBytes(StandardCharsets.UTF_8);
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(text));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
