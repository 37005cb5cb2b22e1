package io.lockward.cloud.notice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockward.cloud.notice.NoticeWords.Facts;
import io.lockward.cloud.notice.NoticeWords.Letter;
import io.lockward.fleet.parcel.ParcelNews.Kind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NoticeWordsTest {
    private static final Facts FACTS = new Facts("Ana Silva", "Lobby", "Harbour Point", "A07", "1234 5678");

    @ParameterizedTest
    @EnumSource(Kind.class)
    void every_kind_reads_well_in_every_language(Kind kind) {
        for (String language : new String[] {"en", "de", "fr"}) {
            Letter letter = NoticeWords.letter(kind, language, FACTS);
            assertTrue(letter.text().contains("Ana Silva") && letter.text().contains("Harbour Point"), letter.text());
            assertFalse(letter.text().contains("null") || letter.text().contains("%"), letter.text());
            assertTrue(letter.subject().length() < 60, letter.subject());
            boolean over = kind == Kind.COLLECTED || kind == Kind.RETURNED;
            assertEquals(!over, letter.text().contains("1234 5678"), "the code is there exactly while it opens");
            assertEquals(over ? null : "12345678", letter.code(), "and to be drawn exactly where it is written");
        }
        assertEquals(NoticeWords.letter(kind, "en", FACTS), NoticeWords.letter(kind, "pt", FACTS));
    }
}
