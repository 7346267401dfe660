package dev.daybook.store;

import dev.daybook.failure.DaybookException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Objects in S3 buckets or in servers compatible with it. */
final class S3ObjectStore implements ObjectStore, AutoCloseable {

    private static final String WRITE_TOKEN = "daybook-write";

    private final S3Client client;

    S3ObjectStore(S3Client client) {
        this.client = client;
    }

    static S3ObjectStore connect(S3Settings settings) {
        return new S3ObjectStore(S3Connection.open(settings));
    }

    /** What a write that S3 has just confirmed left there. */
    static StoredObject written(Location object, long size, String eTag) {
        return new StoredObject(object, size, version(eTag), Instant.now().truncatedTo(ChronoUnit.SECONDS));
    }

    @Override
    public Stream<StoredObject> list(Location folder) {
        return S3Pages.below(folder, client)
                .flatMap(page -> page.contents().stream())
                .filter(object -> !object.key().endsWith("/"))
                .map(object -> new StoredObject(
                        new Location(folder.scheme(), folder.bucket(), object.key()),
                        object.size(),
                        version(object.eTag()),
                        object.lastModified()));
    }

    @Override
    public Optional<StoredObject> head(Location object) {
        if (object.namesFolder()) {
            return Optional.empty();
        }
        try {
            HeadObjectResponse answer =
                    client.headObject(request -> request.bucket(object.bucket()).key(object.key()));
            return Optional.of(stored(object, answer));
        } catch (S3Exception e) {
            if (S3Failures.isMissingObject(e)) {
                return Optional.empty();
            }
            throw S3Failures.of("looking at", object, e);
        } catch (SdkException e) {
            throw S3Failures.of("looking at", object, e);
        }
    }

    @Override
    public InputStream open(Location object, long offset) {
        requireObject(object);
        return new S3Download(client, object).from(offset);
    }

    @Override
    public byte[] read(Location object, long offset, int length) {
        if (length == 0) {
            if (head(object).isEmpty()) {
                throw S3Failures.absent(object);
            }
            return new byte[0];
        }
        requireObject(object);
        try (InputStream in = new S3Download(client, object).range(offset, offset + length)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw DaybookException.storage(
                    "Reading %s failed: %s. Restart the run".formatted(object, e.getMessage()), e);
        }
    }

    @Override
    public Optional<StoredObject> putIfAbsent(Location object, byte[] content) {
        requireObject(object);
        String token = UUID.randomUUID().toString();
        try {
            PutObjectResponse answer = client.putObject(
                    put -> put.bucket(object.bucket())
                            .key(object.key())
                            .ifNoneMatch("*")
                            .metadata(Map.of(WRITE_TOKEN, token)),
                    body(content));
            return Optional.of(written(object, content.length, answer.eTag()));
        } catch (S3Exception e) {
            if (S3Failures.isPreconditionFailed(e)) {
                return ownWrite(object, token);
            }
            throw S3Failures.of("writing", object, e);
        } catch (SdkException e) {
            throw S3Failures.of("writing", object, e);
        }
    }

    @Override
    public StoredObject put(Location object, byte[] content) {
        requireObject(object);
        PutObjectResponse answer = S3Failures.during(
                "writing",
                object,
                () -> client.putObject(put -> put.bucket(object.bucket()).key(object.key()), body(content)));
        return written(object, content.length, answer.eTag());
    }

    @Override
    public StoredObject put(Location object, Path file) {
        try (InputStream in = new LocalObjectStore().open(Location.of(file), 0);
                Upload upload = upload(object)) {
            in.transferTo(upload.stream());
            return upload.commit();
        } catch (IOException e) {
            throw LocalFailures.of("reading", Location.of(file), e);
        }
    }

    @Override
    public Upload upload(Location object) {
        requireObject(object);
        return new S3Upload(client, object);
    }

    @Override
    public StoredObject copy(Location from, Location to) {
        requireObject(to);
        StoredObject source = head(from).orElseThrow(() -> S3Failures.absent(from));
        if (from.equals(to)) {
            return source;
        }
        S3Copy copy = new S3Copy(client, source, to);
        String eTag = S3Failures.during(
                "copying %s to".formatted(from),
                to,
                () -> source.size() <= S3Copy.MAX_SINGLE_BYTES ? copy.whole() : copy.inParts(S3Copy.PART_BYTES));
        return written(to, source.size(), eTag);
    }

    @Override
    public void delete(Location object) {
        requireObject(object);
        S3Failures.during(
                "deleting",
                object,
                () -> client.deleteObject(
                        delete -> delete.bucket(object.bucket()).key(object.key())));
    }

    /** Looks first: not every server minds the condition. */
    @Override
    public boolean deleteIfCurrent(Location object, String version) {
        requireObject(object);
        if (head(object).filter(found -> found.version().equals(version)).isEmpty()) {
            return false;
        }
        try {
            client.deleteObject(
                    delete -> delete.bucket(object.bucket()).key(object.key()).ifMatch(version));
            return true;
        } catch (S3Exception e) {
            if (S3Failures.isPreconditionFailed(e) || S3Failures.isMissingObject(e)) {
                return false;
            }
            throw S3Failures.of("deleting", object, e);
        } catch (SdkException e) {
            throw S3Failures.of("deleting", object, e);
        }
    }

    @Override
    public void deleteFolder(Location folder) {
        if (folder.isRoot()) {
            throw DaybookException.refused("Everything in %s will not be deleted: name a folder".formatted(folder));
        }
        S3Pages.below(folder, client).forEach(page -> new S3Deletion(client, folder).of(page.contents()));
    }

    @Override
    public void close() {
        client.close();
    }

    /** The object if it carries our token: then an earlier try of this write went through and only its answer was lost. */
    private Optional<StoredObject> ownWrite(Location object, String token) {
        HeadObjectResponse present = S3Failures.during(
                "looking at",
                object,
                () -> client.headObject(
                        request -> request.bucket(object.bucket()).key(object.key())));
        return token.equals(present.metadata().get(WRITE_TOKEN))
                ? Optional.of(stored(object, present))
                : Optional.empty();
    }

    private static void requireObject(Location object) {
        if (object.namesFolder()) {
            throw DaybookException.input("%s is a folder: name an object inside".formatted(object));
        }
    }

    private static StoredObject stored(Location object, HeadObjectResponse answer) {
        return new StoredObject(object, answer.contentLength(), version(answer.eTag()), answer.lastModified());
    }

    private static RequestBody body(byte[] content) {
        return RequestBody.fromContentProvider(
                () -> new ByteArrayInputStream(content), content.length, "application/octet-stream");
    }

    private static String version(String eTag) {
        return eTag.replace("\"", "");
    }
}
