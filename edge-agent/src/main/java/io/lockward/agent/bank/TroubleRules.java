package io.lockward.agent.bank;

import io.lockward.agent.bank.parcel.Movement;
import io.lockward.protocol.BankId;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.ParcelId;
import io.lockward.protocol.entry.KioskEntry;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What a person at the screen can read to support, so that support finds the moment.
final class TroubleRules {
    /// Without letters that sound or look like others.
    private static final String LETTERS = "ABCDEFHKLMNPRTUVXY";

    private static final int DIGITS = 10_000;

    private TroubleRules() {}

    /// @param what in a word
    /// @return the code, such as `K7-412`
    static String tell(Turn turn, String what, Movement movement) {
        return tell(turn, what, movement.compartment(), movement.parcel());
    }

    static String tell(Turn turn, String what, @Nullable CompartmentId compartment, @Nullable ParcelId parcel) {
        String code = code(turn.setup.bank(), turn.books().troubles());
        turn.record(new KioskEntry.Trouble(code, what, compartment, parcel));
        return code;
    }

    /// The same one comes again after 180,000. Steps of a prime, so that codes of one day are not alike; each bank
    /// begins
    /// elsewhere, so that the first codes of a fleet are not all the same.
    static String code(BankId bank, long count) {
        long all = (long) LETTERS.length() * DIGITS;
        long at = Math.floorMod(bank.value().hashCode() * 2_654_435_761L + count * 78_893, all);
        return String.format(
                Locale.ROOT, "%c%d-%03d", LETTERS.charAt((int) (at / DIGITS)), at / 1_000 % 10, at % 1_000);
    }
}
