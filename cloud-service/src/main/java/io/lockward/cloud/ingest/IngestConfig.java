package io.lockward.cloud.ingest;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// How the cloud reaches the broker, and how much it takes at once. docs/reference/cloud-config.md explains each.
@ConfigMapping(prefix = "lockward.mqtt")
public interface IngestConfig {
    /// Off for a process that serves people only.
    @WithDefault("true")
    boolean enabled();

    @WithDefault("127.0.0.1")
    String host();

    /// 1 to 65,535.
    @WithDefault("1883")
    int port();

    @WithDefault("cloud")
    String username();

    /// Absent, with no file either: connect without credentials.
    Optional<String> password();

    /// A file that holds the password; goes before `password`.
    Optional<Path> passwordFile();

    @WithDefault("false")
    boolean tls();

    /// A name no other replica has; drawn when absent.
    Optional<String> clientId();

    /// A group of an MQTT 5 shared subscription, for several replicas; absent means one plain subscription.
    Optional<String> sharedGroup();

    /// How many messages the broker may send ahead of our acknowledgements, 1 to 65,535.
    @WithDefault("2000")
    int receiveMaximum();

    /// How many messages wait to be written before acknowledging stops, from 1.
    @WithDefault("20000")
    int queue();

    /// The same in bytes of payload, from 1; a full run has 64 KiB.
    @WithDefault("67108864")
    long queueBytes();

    /// Messages in one transaction at most, from 1.
    @WithDefault("4000")
    int batch();

    /// Threads that write; a bank always has the same one. From 1.
    @WithDefault("2")
    int writers();

    /// A busy journal is acknowledged this often; an idle one at once.
    @WithDefault("PT0.5S")
    Duration ackInterval();
}
