package io.lockward.cloud.vault;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Properties;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/// S3Proxy as a process, with the class path that the module `s3-server` lays out.
final class S3Server implements AutoCloseable {
    static final String ID = "lockward-test";
    static final String SECRET = "a-secret-of-the-test";

    private static final Path CLASS_PATH = Path.of("..", "s3-server", "target", "lib");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Process process;
    private final int port;
    private final Path root;

    private S3Server(Process process, int port, Path root) {
        this.process = process;
        this.port = port;
        this.root = root;
    }

    static S3Server start(Path folder) throws IOException, InterruptedException {
        if (!Files.isDirectory(CLASS_PATH)) {
            throw new IllegalStateException(
                    "no S3 server in " + CLASS_PATH + "; lay it out with: mvn process-resources -pl s3-server");
        }
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Path root = Files.createDirectory(folder.resolve("s3"));
        Properties settings = new Properties();
        settings.setProperty("s3proxy.endpoint", "http://127.0.0.1:" + port);
        settings.setProperty("s3proxy.authorization", "aws-v2-or-v4");
        settings.setProperty("s3proxy.identity", ID);
        settings.setProperty("s3proxy.credential", SECRET);
        settings.setProperty("jclouds.provider", "filesystem");
        settings.setProperty("jclouds.identity", "unused");
        settings.setProperty("jclouds.credential", "unused");
        settings.setProperty("jclouds.filesystem.basedir", root.toString());
        Path file = folder.resolve("s3proxy.conf");
        try (var writer = Files.newBufferedWriter(file)) {
            settings.store(writer, null);
        }
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-Dlogback.configurationFile=" + quiet(folder),
                        "-cp",
                        CLASS_PATH + "/*",
                        "org.gaul.s3proxy.Main",
                        "--properties",
                        file.toString())
                .redirectErrorStream(true)
                .redirectOutput(Path.of("target", "s3-server.log").toFile())
                .start();
        S3Server server = new S3Server(process, port, root);
        server.await();
        return server;
    }

    private static Path quiet(Path folder) throws IOException {
        return Files.writeString(folder.resolve("logback.xml"), """
                <configuration>
                    <appender name="out" class="ch.qos.logback.core.ConsoleAppender"><encoder><pattern>%msg%n</pattern></encoder></appender>
                    <root level="warn"><appender-ref ref="out"/></root>
                </configuration>
                """);
    }

    private void await() throws InterruptedException {
        Instant patience = Instant.now().plus(PATIENCE);
        try (HttpClient client = HttpClient.newHttpClient()) {
            while (true) {
                try {
                    client.send(
                            HttpRequest.newBuilder(URI.create(endpoint())).build(),
                            HttpResponse.BodyHandlers.discarding());
                    return;
                } catch (IOException e) {
                    if (!process.isAlive() || Instant.now().isAfter(patience)) {
                        close();
                        throw new IllegalStateException("the S3 server did not come up; see target/s3-server.log", e);
                    }
                    Thread.onSpinWait();
                    process.waitFor(Duration.ofMillis(50));
                }
            }
        }
    }

    String endpoint() {
        return "http://127.0.0.1:" + port;
    }

    void makeBucket(String name) {
        try (S3Client client = S3Client.builder()
                .httpClient(UrlConnectionHttpClient.create())
                .region(Region.US_EAST_1)
                .endpointOverride(URI.create(endpoint()))
                .forcePathStyle(true)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(ID, SECRET)))
                .build()) {
            Objects.requireNonNull(client.createBucket(request -> request.bucket(name)));
        }
    }

    /// Where a bucket's objects lie.
    Path files(String bucket) {
        return root.resolve(bucket);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
