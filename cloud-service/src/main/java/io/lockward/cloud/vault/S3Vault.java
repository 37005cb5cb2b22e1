package io.lockward.cloud.vault;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// Objects in an S3 bucket, each one request. A bucket tells nobody how much room it has: one that is full refuses.
final class S3Vault implements Vault, AutoCloseable {
    private static final int INSUFFICIENT_STORAGE = 507;
    private static final int RANGE_NOT_SATISFIABLE = 416;

    private final S3Client client;
    private final String bucket;
    private final String prefix;
    private volatile @Nullable String trouble;

    /// @throws IOException when the file with the credentials cannot be read or is none
    S3Vault(String bucket, VaultConfig.S3 config) throws IOException {
        this.bucket = bucket;
        this.prefix = config.prefix().orElse("");
        S3ClientBuilder builder = S3Client.builder()
                .httpClient(UrlConnectionHttpClient.builder()
                        .connectionTimeout(config.timeout())
                        .socketTimeout(config.timeout())
                        .build())
                .region(Region.of(config.region()))
                // What is put is checked by its own encryption; other servers do not know the SDK's newer checksums.
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .overrideConfiguration(override -> override.apiCallTimeout(config.timeout()));
        config.endpoint()
                .ifPresent(endpoint ->
                        builder.endpointOverride(URI.create(endpoint)).forcePathStyle(true));
        Optional<Path> credentials = config.credentialsFile();
        if (credentials.isPresent()) {
            List<String> lines = Files.readAllLines(credentials.get());
            if (lines.size() < 2) {
                throw new IOException(credentials.get() + " has an access key's id and its secret, a line each");
            }
            builder.credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(
                    lines.get(0).strip(), lines.get(1).strip())));
        }
        this.client = builder.build();
    }

    @Override
    public void put(String name, byte[] bytes) {
        try {
            client.putObject(request -> request.bucket(bucket).key(prefix + name), RequestBody.fromBytes(bytes));
            trouble = null;
        } catch (SdkException e) {
            throw failed("footage cannot be written to the bucket", e);
        }
    }

    @Override
    public byte @Nullable [] read(String name, long from, int length) {
        GetObjectRequest request = GetObjectRequest.builder()
                .bucket(bucket)
                .key(prefix + name)
                .range("bytes=" + from + "-" + (from + length - 1))
                .build();
        try {
            return client.getObjectAsBytes(request).asByteArrayUnsafe();
        } catch (NoSuchKeyException _) {
            return null;
        } catch (SdkException e) {
            if (e instanceof S3Exception answer && answer.statusCode() == RANGE_NOT_SATISFIABLE) {
                return new byte[0];
            }
            throw failed("footage cannot be read from the bucket", e);
        }
    }

    @Override
    public void remove(String name) {
        try {
            client.deleteObject(request -> request.bucket(bucket).key(prefix + name));
        } catch (SdkException e) {
            throw failed("footage cannot be removed from the bucket", e);
        }
    }

    @Override
    public Listing list(@Nullable String after) {
        ListObjectsV2Request request = ListObjectsV2Request.builder()
                .bucket(bucket)
                .prefix(prefix)
                .continuationToken(after)
                .build();
        try {
            ListObjectsV2Response answer = client.listObjectsV2(request);
            List<Found> found = answer.contents().stream()
                    // A server on a file system lists its folders too; no piece of footage ends so.
                    .filter(object -> !object.key().endsWith("/"))
                    .map(object -> new Found(object.key().substring(prefix.length()), object.lastModified()))
                    .toList();
            return new Listing(
                    found, Boolean.TRUE.equals(answer.isTruncated()) ? answer.nextContinuationToken() : null);
        } catch (SdkException e) {
            throw failed("the bucket cannot be listed", e);
        }
    }

    @Override
    public @Nullable String trouble() {
        try {
            client.headBucket(request -> request.bucket(bucket));
            return trouble;
        } catch (SdkException e) {
            return "The bucket for footage does not answer: " + e.getClass().getSimpleName() + ".";
        }
    }

    @Override
    public long room() {
        return Long.MAX_VALUE;
    }

    private VaultTrouble failed(String message, SdkException e) {
        boolean full = e instanceof S3Exception answer && answer.statusCode() == INSUFFICIENT_STORAGE;
        if (full) {
            trouble = "The bucket for footage is full.";
        }
        return full ? VaultTrouble.full(message, e) : VaultTrouble.away(message, e);
    }

    @Override
    public void close() {
        client.close();
    }
}
