package io.lockward.agent.bank;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockward.protocol.BankId;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Codes that people read to support.
class TroubleRulesTest {
    @Test
    void noCodeOfABankComesTwiceForALongTime() {
        Set<String> codes = new HashSet<>();
        for (long count = 0; count < 180_000; count++) {
            String code = TroubleRules.code(new BankId("harbour-7"), count);
            assertTrue(codes.add(code) && code.matches("[A-Z][0-9]-[0-9]{3}"), code);
        }
    }

    /// Support has nothing but the code: it should lead to one moment, whichever bank it was told at.
    @Test
    void theFirstCodesOfAFleetAreHardlyEverTheSame() {
        Set<String> codes = new HashSet<>();
        int told = 0;
        for (int bank = 1; bank <= 200; bank++) {
            for (long count = 0; count < 3; count++) {
                codes.add(TroubleRules.code(new BankId("harbour-point-" + bank), count));
                told++;
            }
        }
        assertEquals(600, told);
        assertTrue(codes.size() >= 595, () -> "only " + codes.size() + " different ones");
    }
}
