package io.lockward.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JacksonException;
import org.junit.jupiter.api.Test;

class BundleTest {
    private static String words(String at) throws JacksonException {
        return Bundle.words(Cloud.JSON.readTree(
                "{\"bank\":\"harbour-1\",\"proven\":true,\"receivedAt\":\"2026-11-30T08:00:00Z\",\"at\":\"" + at
                        + "\",\"facts\":{\"disk.used-percent\":\"41\"},\"log\":[\"WARN link down\\u001b[2J\"]}"));
    }

    @Test
    void saysHowFarTheBanksClockIsOff() throws JacksonException {
        assertTrue(words("2026-11-30T07:58:30Z").contains("clock              90 s behind the cloud's"));
        assertTrue(words("2026-11-30T09:00:00Z").contains("clock              3600 s ahead of the cloud's"));
        assertTrue(words("2026-11-30T07:59:57Z").contains("right within a few seconds"), "so long may it travel");
        assertTrue(words("yesterday").contains("not told"));
    }

    @Test
    void showsFactsAndLogAndLetsNoBankSteerATerminal() throws JacksonException {
        String words = words("2026-11-30T08:00:00Z");
        assertTrue(words.contains("disk.used-percent  41"), words);
        assertTrue(words.contains("  WARN link down?[2J"), words);
        assertTrue(words.contains("signed by the bank"), words);
    }
}
