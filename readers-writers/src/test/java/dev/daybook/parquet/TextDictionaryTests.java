package dev.daybook.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextDictionaryTests {

    private static final int LONGEST = 80;

    @Test
    void textsThatDifferInOneByteAreTwoAndKeepTheirNumbers() {
        TextDictionary dictionary = new TextDictionary();
        List<byte[]> texts = texts();
        for (int i = 0; i < texts.size(); i++) {
            assertThat(idOf(dictionary, texts.get(i), i % 9, i % 3)).isEqualTo(i);
        }
        for (int i = 0; i < texts.size(); i++) {
            assertThat(idOf(dictionary, texts.get(i), i % 7, i % 11)).isEqualTo(i);
            assertThat(Arrays.copyOfRange(
                            dictionary.bytes(), dictionary.start(i), dictionary.start(i) + dictionary.length(i)))
                    .isEqualTo(texts.get(i));
        }
        assertThat(dictionary.size()).isEqualTo(texts.size());
    }

    /** Of each length one text of equal bytes, and others that differ from it at one position. */
    private static List<byte[]> texts() {
        List<byte[]> texts = new ArrayList<>();
        for (int length = 0; length <= LONGEST; length++) {
            byte[] equal = new byte[length];
            Arrays.fill(equal, (byte) 'a');
            texts.add(equal);
            for (int position = 0; position < length; position++) {
                byte[] other = equal.clone();
                other[position] = (byte) 0xe9;
                texts.add(other);
            }
        }
        return texts;
    }

    /** Looks the text up where others stand before and behind it, or nothing. */
    private static int idOf(TextDictionary dictionary, byte[] text, int before, int behind) {
        byte[] bytes = new byte[before + text.length + behind];
        Arrays.fill(bytes, (byte) 'x');
        System.arraycopy(text, 0, bytes, before, text.length);
        return dictionary.idOf(bytes, before, text.length);
    }
}
