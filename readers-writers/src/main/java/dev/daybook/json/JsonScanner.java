package dev.daybook.json;

import dev.daybook.json.FlatObject.Outcome;
import dev.daybook.json.JsonFields.Place;
import dev.daybook.record.RecordBlock;
import dev.daybook.record.RecordBlock.Fault;
import dev.daybook.record.RecordBlock.Malformed;
import dev.daybook.record.RecordScanner;
import org.jspecify.annotations.Nullable;

/** Finds the elements of a file and what stands between them; a whole one is taken apart by {@link FlatObject}. */
final class JsonScanner implements RecordScanner {

    private final boolean isArray;
    private final @Nullable String wrappedUnder;
    private final FlatObject object;
    private final OtherKeys otherKeys;
    private final ElementEnd elementEnd;
    private final LongElement longElement = new LongElement();
    private boolean isBegun;
    private boolean isDone;
    private @Nullable Envelope envelope;
    private RecordBlock block = new RecordBlock(0);
    private byte[] bytes = new byte[0];
    private int filled;
    private boolean isLast;
    private int at;
    private int lines;
    private int end;
    private int linesToEnd;

    private enum Step {
        RECORD,
        /** Something was passed that belongs to no record. */
        PASSED,
        CUT,
        END
    }

    /**
     * @param wrappedUnder key of the object that wraps the array; null for none
     * @param otherKeys takes note of keys that are not among the fields
     */
    JsonScanner(JsonFields fields, JsonForm form, @Nullable String wrappedUnder, Place place, OtherKeys otherKeys) {
        this.otherKeys = otherKeys;
        isArray = form == JsonForm.ARRAY || form == JsonForm.WRAPPED;
        this.wrappedUnder = wrappedUnder;
        object = new FlatObject(fields);
        elementEnd = new ElementEnd(form, fields);
        isBegun = place != Place.BEGINNING;
        isDone = place == Place.END;
    }

    @Override
    public int end() {
        return end;
    }

    @Override
    public int lines() {
        return linesToEnd;
    }

    @Override
    public boolean isWithinRecord() {
        return longElement.isPassing();
    }

    @Override
    public int pass(byte[] more, int to) {
        int before = longElement.lines();
        int passed = longElement.pass(more, 0, to);
        linesToEnd += longElement.lines() - before;
        return passed;
    }

    @Override
    public int resolve(byte[] text, int from, int to, byte[] target) {
        return JsonEscapes.resolve(text, from, to, target);
    }

    @Override
    public void scan(RecordBlock target, int filledBytes, boolean atEnd) {
        block = target;
        bytes = target.bytes();
        filled = filledBytes;
        isLast = atEnd;
        at = 0;
        lines = 0;
        end = 0;
        linesToEnd = 0;
        longElement.clear();
        Step step;
        do {
            step = isArray ? scanArray() : scanElement();
            if (step != Step.CUT) {
                end = at;
                linesToEnd = lines;
            }
        } while (step == Step.RECORD && !longElement.isPassing());
    }

    /** Passes what is before the next element of an array, and the element. */
    private Step scanArray() {
        if (envelope != null) {
            return scanEnvelope(envelope);
        }
        skipSpace();
        if (at < filled && !isBegun) {
            at++;
            skipSpace();
            return at < filled && bytes[at] == ']' ? scanEnd() : scanElement();
        }
        if (at < filled && bytes[at] == ']') {
            return scanEnd();
        }
        at += at < filled && bytes[at] == ',' ? 1 : 0;
        return scanElement();
    }

    /** Behind an array there is nothing, or what else the object has that wraps it. */
    private Step scanEnd() {
        if (wrappedUnder != null) {
            return beginEnvelope(wrappedUnder);
        }
        at++;
        skipSpace();
        if (at == filled) {
            return isLast ? Step.END : Step.CUT;
        }
        return addUnexpected("the end of the file");
    }

    /** With a block of its own, so that reading never has to go on from within it. */
    private Step beginEnvelope(String key) {
        if (block.records() > 0 && !isLast) {
            return Step.CUT;
        }
        at++;
        envelope = Envelope.behind(key);
        return scanEnvelope(envelope);
    }

    private Step scanEnvelope(Envelope behind) {
        int from = at;
        Envelope.Outcome outcome = behind.pass(bytes, at, isLast ? filled : Lines.cutBefore(bytes, filled - 1));
        at = behind.at();
        lines += Lines.count(bytes, from, at, filled);
        if (!isLast && at > end) {
            return Step.PASSED;
        }
        if (outcome == Envelope.Outcome.PASSED) {
            return !isLast
                    ? Step.CUT
                    : behind.isClosed() || isDone
                            ? Step.END
                            : addMissingEnd("the object around the rows to go on or to be closed by }");
        }
        Step step = addUnexpected(behind.expected());
        envelope = step == Step.CUT ? behind : null;
        return step;
    }

    private Step scanElement() {
        skipSpace();
        if (at == filled) {
            return !isLast
                    ? Step.CUT
                    : isArray && !isDone ? addMissingEnd("the array to go on or to be closed by ]") : Step.END;
        }
        if (bytes[at] != '{') {
            return addUnexpected("an object");
        }
        Outcome outcome = object.read(bytes, at, filled, isLast);
        if (outcome == Outcome.MALFORMED) {
            return addMalformed(object.malformed());
        }
        if (outcome == Outcome.CUT) {
            return Step.CUT;
        }
        object.addFieldsTo(block);
        object.countOthersIn(otherKeys);
        block.addRecord(at, object.end(), lines, Fault.NONE);
        at = object.end();
        lines += object.lines();
        isBegun = true;
        return Step.RECORD;
    }

    /** What else the file had is lost, and nobody knows how much that was. */
    private Step addMissingEnd(String expected) {
        isDone = true;
        block.addMalformed(at, at, lines, new Malformed(at, 0, -1, expected, Found.END_OF_FILE));
        return Step.RECORD;
    }

    private Step addUnexpected(String expected) {
        if (at + Found.SHOWN > filled && !isLast) {
            return Step.CUT;
        }
        return addMalformed(new Malformed(at, 0, -1, expected, Found.at(bytes, at, filled)));
    }

    private Step addMalformed(Malformed what) {
        int stop = elementEnd.find(bytes, at, what.position(), filled, isLast);
        if (stop == ElementEnd.CUT) {
            return Step.CUT;
        }
        block.addMalformed(at, stop, lines, what);
        if (elementEnd.isTooLong()) {
            longElement.begin(bytes, at, stop, !isArray);
        }
        lines += elementEnd.isTooLong() ? longElement.lines() : Lines.count(bytes, at, stop, filled);
        at = stop;
        isBegun = true;
        isDone |= what.found().equals(Found.END_OF_FILE);
        return Step.RECORD;
    }

    private void skipSpace() {
        int next = Lines.skipSpace(bytes, at, filled);
        lines += next > at ? Lines.count(bytes, at, next, filled) : 0;
        at = next;
    }
}
