package io.lockward.agent.bank.power;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class UpsStatusTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "OL|OL",
                "OL CHRG|OL CHRG",
                "LB OL CHRG|OL LB CHRG",
                "'  OB   DISCHRG  '|OB DISCHRG",
                "'OL\tOL\r\nOL'|OL",
                "ALARM OL RB|OL RB ALARM",
                "OL ECO BYPASS|OL BYPASS ECO",
                "OB HYBRID LB OB HYBRID|OB LB HYBRID",
                "ol|ol",
                "OLX|OLX",
                "'O\u00e9L'|O L",
                "''|''",
                "'   '|''",
            })
    void reads_a_status_line_as_a_set(String line, String text) {
        assertEquals(text, UpsStatus.parse(line).text());
    }

    @ParameterizedTest
    @EnumSource(UpsFlag.class)
    void knows_every_flag_by_its_own_name(UpsFlag flag) {
        UpsStatus status = UpsStatus.parse(flag.name());
        assertTrue(status.has(flag));
        assertEquals(List.of(), status.unknown());
    }

    @Test
    void keeps_a_bounded_number_of_bounded_unknown_tokens() {
        StringBuilder line = new StringBuilder("OB " + "x".repeat(10_000));
        for (int i = 0; i < 1_000; i++) {
            line.append(" T").append(i);
        }
        UpsStatus status = UpsStatus.parse(line.toString());
        assertTrue(status.has(UpsFlag.OB));
        assertEquals(UpsStatus.MOST_UNKNOWN, status.unknown().size());
        assertEquals(UpsStatus.LONGEST_TOKEN, status.unknown().getFirst().length());
    }
}
