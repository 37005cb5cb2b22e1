package io.lockward.agent.upload;

import io.lockward.protocol.BankId;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Where clips go.
///
/// @param url of the cloud, without a path
/// @param bytesPerSecond what may be used of the network, from 1,024
/// @param authorities PEM file that vouches for the cloud; `null` for those that Java trusts
public record UploadSettings(
        BankId bank, URI url, long bytesPerSecond, @Nullable Path authorities) {
    public UploadSettings {
        if (bytesPerSecond < 1_024) {
            throw new IllegalArgumentException("bytesPerSecond is at least 1,024");
        }
    }

    /// Reads the authorities as an upload will; clips wait as long as that fails.
    ///
    /// @throws IOException when their file cannot be read or holds none, with a sentence
    public void requireAuthorities() throws IOException {
        if (authorities != null) {
            Authorities.trusting(authorities);
        }
    }

    URI content(String clip) {
        return url.resolve("/api/v1/banks/" + bank + "/clips/" + clip + "/content");
    }
}
