package dev.daybook.json;

import dev.daybook.record.RecordReader;
import dev.daybook.record.SourceText;
import java.util.List;

/**
 * Which keys of an object become which field of its record. Every record has all fields, in this order; one whose key is
 * missing or {@code null} is empty and not quoted. Texts are quoted fields, numbers and truth values are fields as they
 * are written.
 *
 * @param names of each field: a key may be spelled as any of them, exactly
 * @param othersAllowed whether an object may have keys besides; what they hold is not looked at, but has to be flat
 */
public record JsonFields(List<List<String>> names, boolean othersAllowed) {

    public JsonFields {
        names = names.stream().map(List::copyOf).toList();
    }

    /** Where a reader begins. */
    public enum Place {
        /** At the beginning of a file. */
        BEGINNING,
        /** Directly behind an element. */
        BEHIND_ELEMENT,
        /** At the end of a file of which everything was told. */
        END
    }

    /**
     * Reads the objects of a file. An element that is no flat object with each key at most once is a record at fault; so
     * is the end of a file that comes before that of its array. Commas between elements may be missing.
     *
     * @param source text from {@code place} on
     * @param line line of the file at which {@code source} begins, from 1
     */
    public RecordReader reader(SourceText source, JsonForm form, Place place, long line) {
        return reader(source, form, place, line, new OtherKeys());
    }

    /** @param otherKeys takes note of keys that are not among the fields, of each object that is sound */
    public RecordReader reader(SourceText source, JsonForm form, Place place, long line, OtherKeys otherKeys) {
        return new RecordReader(source, new JsonScanner(this, form, null, place, otherKeys), line);
    }

    /**
     * Reads the objects of an array under a key of the object that the file is. What stands behind the array is passed and
     * has to end with the object; if not, there is a record at fault.
     *
     * @param source text from {@code place} on: the file begins where {@link WrappedRows#find} found the array
     * @param line line of the file at which {@code source} begins, from 1
     */
    public RecordReader readerOfWrapped(SourceText source, String key, Place place, long line) {
        return new RecordReader(source, new JsonScanner(this, JsonForm.WRAPPED, key, place, new OtherKeys()), line);
    }
}
