package io.lockward.cloud.footage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.lockward.fleet.clip.ClipKey;
import io.lockward.protocol.BankId;
import io.lockward.protocol.UploadClaims;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UploadRulesTest {
    private static final String HASH = "a".repeat(64);
    private static final UploadClaims CLAIMS = new UploadClaims(new BankId("bank-1"), "c-1", HASH, 1_000_000);

    private static Content content(@Nullable String sha256, @Nullable Long bytes, boolean removed) {
        return new Content(new ClipKey(new BankId("bank-1"), "c-1"), sha256, bytes, 0, false, removed, null);
    }

    @Test
    void only_the_bytes_that_the_journal_names_may_come() {
        assertEquals(UploadRules.Refusal.NOT_YET, UploadRules.objection(CLAIMS, null));
        assertEquals(UploadRules.Refusal.NOT_YET, UploadRules.objection(CLAIMS, content(null, null, false)));
        assertEquals(UploadRules.Refusal.GONE, UploadRules.objection(CLAIMS, content(HASH, 1_000_000L, true)));
        assertEquals(
                UploadRules.Refusal.NOT_YOURS, UploadRules.objection(CLAIMS, content("b".repeat(64), null, false)));
        assertEquals(UploadRules.Refusal.NOT_YOURS, UploadRules.objection(CLAIMS, content(HASH, 999_999L, false)));
        assertNull(UploadRules.objection(CLAIMS, content(HASH, 1_000_000L, false)));
        assertNull(UploadRules.objection(CLAIMS, content(HASH, null, false)), "an older agent does not say how long");
    }

    @ParameterizedTest
    @CsvSource({
        "0, -1, 0, NO_LENGTH",
        "0, 4194304, 0, TOO_LARGE", // more than the clip has
        "999999, 2, 0, TOO_LARGE",
        "0, 600001, 0, TOO_LARGE", // more than one request may
        "0, 600000, 65536, TOO_LARGE",
        "0, 600000, 65535,",
        "999999, 1, 3,",
        "1000000, 0, 3,"
    })
    void a_part_fits_or_not(long offset, long length, int pieces, UploadRules.@Nullable Refusal expected) {
        assertEquals(expected, UploadRules.objection(CLAIMS, offset, length, 600_000, pieces));
    }

    @ParameterizedTest
    @CsvSource({"0, 10, false", "10, 10, true", "9, 10, false", "65535, 100000, false", "65536, 100000, true"})
    void what_broke_off_is_kept_when_it_is_worth_it(int came, long announced, boolean kept) {
        assertEquals(kept, UploadRules.keeps(came, announced));
    }
}
