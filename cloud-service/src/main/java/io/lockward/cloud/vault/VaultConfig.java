package io.lockward.cloud.vault;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// Where footage lies and for how long. docs/reference/cloud-config.md explains each.
@ConfigMapping(prefix = "lockward.clip")
public interface VaultConfig {
    /// How long a site keeps footage that says nothing itself, in days, 1 to 365.
    @WithDefault("30")
    int days();

    Round retention();

    Round watch();

    /// What is done again and again.
    interface Round {
        /// How often; a default of its own when absent.
        Optional<String> every();
    }

    /// The folder for footage; `clips` in the data folder when absent. Not used with a bucket.
    Optional<Path> folder();

    /// So many bytes stay free on the folder's disk; with less, no footage is taken in.
    @WithDefault("1073741824")
    long keepFreeBytes();

    /// The file with the master keys; `clip-key` in the data folder when absent.
    Optional<Path> keyFile();

    S3 s3();

    /// An S3 bucket.
    interface S3 {
        /// Footage goes there when it is named, and to the folder when not.
        Optional<String> bucket();

        /// Of a server other than Amazon's, such as `https://s3.example.org`.
        Optional<String> endpoint();

        @WithDefault("us-east-1")
        String region();

        /// Goes before every object's name; ends with `/` when it is to be a folder.
        Optional<String> prefix();

        /// Two lines: the access key's id and its secret. Without it the usual places of the SDK are asked.
        Optional<Path> credentialsFile();

        /// How long one request may take in all.
        @WithDefault("PT30S")
        Duration timeout();
    }
}
