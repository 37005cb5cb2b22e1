package io.lockward.cloud.command;

import io.lockward.protocol.ChainHash;
import io.lockward.protocol.signer.SignAnswer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How the process is that signs commands.
///
/// @param state `ready`, `not-ready` (it answers and would not sign), `away` or `not-configured`
/// @param text the same in a sentence
/// @param keys those it signs with
/// @param signed how many it signed since it started; `null` when it does not answer
/// @param refused how many it refused since then
/// @param line the number of its audit log's last line
/// @param hash of that line: whoever keeps it can tell later whether the log was changed
/// @param limits the most it signs in any minute
public record SignerView(
        String state,
        String text,
        List<KeyView> keys,
        @Nullable Long signed,
        @Nullable Long refused,
        @Nullable Long line,
        @Nullable ChainHash hash,
        SignAnswer.@Nullable Limits limits) {
    /// @param fingerprint its JWK thumbprint
    /// @param trusted whether the key set in force names this very key
    public record KeyView(String kid, String fingerprint, boolean trusted) {}

    static SignerView without(String state, String text) {
        return new SignerView(state, text, List.of(), null, null, null, null, null);
    }
}
