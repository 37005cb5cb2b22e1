package io.lockward.protocol.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.lockward.protocol.BankId;
import io.lockward.protocol.parcel.BankSecret;
import io.lockward.protocol.wire.SealKeyText.Pair;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SealKeyTextTest {
    private static final Pair NEW = SealKeyText.generate();
    private static final Pair OLD = SealKeyText.generate();

    @Test
    void readsBackWhatItWroteAndOpensWhatWasSealedToEach() {
        List<Pair> read = SealKeyText.read(SealKeyText.write(List.of(NEW, OLD)));
        assertEquals(List.of(NEW.key(), OLD.key()), read.stream().map(Pair::key).toList());
        BankSecret secret = new BankSecret(new byte[BankSecret.BYTES]);
        BankId bank = new BankId("harbour-7");
        for (Pair pair : read) {
            assertEquals(secret, SecretSeal.open(bank, SecretSeal.seal(bank, secret, pair.key()), pair.secret()));
        }
        assertFalse(read.toString().contains("PrivateKey"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "seal-1", "a\nb\nc", "a\nb\nc\nd", "seal-1\nAAAA\nMC4CAQAwBQYDK2VuBCIEIA=="})
    void refusesWhatIsNoSuchFile(String text) {
        assertThrows(IllegalArgumentException.class, () -> SealKeyText.read(text));
    }

    @Test
    void refusesAKeyTwiceTooManyKeysAndAHalfOne() {
        String one = SealKeyText.write(List.of(NEW));
        assertThrows(IllegalArgumentException.class, () -> SealKeyText.read(one + one));
        assertThrows(IllegalArgumentException.class, () -> SealKeyText.read(one.substring(0, one.length() - 20)));
        List<Pair> many = new ArrayList<>();
        for (int i = 0; i <= SealKeyText.MOST; i++) {
            many.add(SealKeyText.generate());
        }
        assertThrows(IllegalArgumentException.class, () -> SealKeyText.read(SealKeyText.write(many)));
    }
}
