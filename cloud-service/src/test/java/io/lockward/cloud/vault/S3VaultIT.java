package io.lockward.cloud.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Against S3Proxy, a real S3 server that checks signatures, in a process of its own, on files that the test can look
/// at.
class S3VaultIT implements VaultPromises {
    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it first
    private static Path folder;

    @SuppressWarnings("NullAway.Init") // as above
    private static S3Server server;

    private static int buckets;

    private String bucket = "";

    @BeforeAll
    static void the_server_runs() throws Exception {
        server = S3Server.start(folder);
    }

    @AfterAll
    static void the_server_ends() {
        server.close();
    }

    private static Vault vault(String bucket, String secret) {
        try {
            Path credentials = folder.resolve("credentials-" + secret);
            Files.writeString(credentials, S3Server.ID + "\n" + secret + "\n");
            return new S3Vault(bucket, new Settings(bucket, server.endpoint(), credentials));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Vault vault() {
        buckets++;
        bucket = "footage-" + buckets;
        server.makeBucket(bucket);
        return vault(bucket, S3Server.SECRET);
    }

    @Override
    public void tamper(String name, byte[] bytes) throws IOException {
        Files.write(server.files(bucket).resolve("in").resolve(name), bytes);
    }

    @Override
    public byte[] stolen() throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try (Stream<Path> files = Files.walk(server.files(bucket))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.write(Files.readAllBytes(file));
            }
        }
        return all.toByteArray();
    }

    @Test
    void a_bucket_that_is_not_there_and_a_secret_that_is_wrong_are_trouble() {
        Vault wrong = vault("nowhere", S3Server.SECRET);
        assertNotNull(wrong.trouble());
        VaultTrouble trouble = assertThrows(VaultTrouble.class, () -> wrong.put("bank-1/c-1/a", new byte[10]));
        assertEquals(VaultTrouble.Kind.AWAY, trouble.kind());
        assertNull(vault().trouble());
        Vault stranger = vault(bucket, "guessed");
        assertNotNull(stranger.trouble());
        assertThrows(VaultTrouble.class, () -> stranger.put("bank-1/c-1/a", new byte[10]));
    }

    private record Settings(String name, String url, Path file) implements VaultConfig.S3 {
        @Override
        public Optional<String> bucket() {
            return Optional.of(name);
        }

        @Override
        public Optional<String> endpoint() {
            return Optional.of(url);
        }

        @Override
        public String region() {
            return "us-east-1";
        }

        @Override
        public Optional<String> prefix() {
            return Optional.of("in/");
        }

        @Override
        public Optional<Path> credentialsFile() {
            return Optional.of(file);
        }

        @Override
        public Duration timeout() {
            return Duration.ofSeconds(20);
        }
    }
}
