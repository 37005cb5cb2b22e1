package io.lockward.agent.hardware.nut;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NutWordsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "VAR ups ups.status \"OL CHRG\"|[VAR, ups, ups.status, OL CHRG]",
                "VAR ups ups.mfr \"\"|[VAR, ups, ups.mfr, ]",
                "ERR DATA-STALE|[ERR, DATA-STALE]",
                "` a   b\tc `|[a, b, c]",
                "VAR ups x \"say \\\"hi\\\" \\\\ bye\"|[VAR, ups, x, say \"hi\" \\ bye]",
                "``|[]",
            })
    void splits_a_line(String line, String words) throws NutFault {
        assertEquals(words, NutWords.of(line).toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"VAR \"open", "\"a\\", "\"a\\n\"", "\"", "\"\\\""})
    void refuses_broken_quoting(String line) {
        assertThrows(NutFault.class, () -> NutWords.of(line));
    }

    @Test
    void refuses_too_many_words() {
        assertThrows(NutFault.class, () -> NutWords.of("x ".repeat(40)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "plain", "two words", "a\"b", "a\\b", "\\\"", "\"\""})
    void reads_back_what_it_quotes(String word) throws NutFault {
        assertEquals(List.of(word), NutWords.of(NutWords.quote(word)));
    }
}
