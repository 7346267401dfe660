package dev.daybook.store;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;

/** The pages of a listing, at most 1,000 keys each, asked for one by one as they are used. */
final class S3Pages implements Iterator<ListObjectsV2Response> {

    private final S3Client client;
    private final Location folder;
    private @Nullable String continuation;
    private boolean exhausted;

    private S3Pages(S3Client client, Location folder) {
        this.client = client;
        this.folder = folder;
    }

    static Stream<ListObjectsV2Response> below(Location folder, S3Client client) {
        Spliterator<ListObjectsV2Response> pages =
                Spliterators.spliteratorUnknownSize(new S3Pages(client, folder), Spliterator.ORDERED);
        return StreamSupport.stream(pages, false);
    }

    @Override
    public boolean hasNext() {
        return !exhausted;
    }

    @Override
    public ListObjectsV2Response next() {
        if (exhausted) {
            throw new NoSuchElementException("The listing of " + folder + " has ended");
        }
        ListObjectsV2Request request = ListObjectsV2Request.builder()
                .bucket(folder.bucket())
                .prefix(folder.folderPrefix())
                .encodingType(EncodingType.URL)
                .continuationToken(continuation)
                .build();
        ListObjectsV2Response page = S3Failures.during("listing", folder, () -> client.listObjectsV2(request));
        continuation = page.nextContinuationToken();
        exhausted = !Boolean.TRUE.equals(page.isTruncated());
        return page;
    }
}
