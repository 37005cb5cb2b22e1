package io.lockward.cloud.vault;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A real S3 server with a bucket for the footage of a service under test.
public final class TestBucket implements QuarkusTestResourceLifecycleManager {
    /// Names the folder in which the bucket's objects lie.
    public static final String FOLDER = "lockward.test.bucket.folder";

    private static final String BUCKET = "footage";

    private @Nullable S3Server server;

    @Override
    public Map<String, String> start() {
        try {
            Path folder = Files.createTempDirectory("lockward-bucket");
            S3Server started = S3Server.start(folder);
            server = started;
            started.makeBucket(BUCKET);
            Path credentials =
                    Files.writeString(folder.resolve("credentials"), S3Server.ID + "\n" + S3Server.SECRET + "\n");
            return Map.of(
                    "lockward.clip.s3.bucket",
                    BUCKET,
                    "lockward.clip.s3.endpoint",
                    started.endpoint(),
                    "lockward.clip.s3.credentials-file",
                    credentials.toString(),
                    "lockward.clip.s3.prefix",
                    "in/",
                    FOLDER,
                    started.files(BUCKET).toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// After the database and the data folder.
    @Override
    public int order() {
        return 20;
    }

    @Override
    public void stop() {
        S3Server running = server;
        if (running != null) {
            running.close();
        }
    }
}
