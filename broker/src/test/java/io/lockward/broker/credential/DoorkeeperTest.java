package io.lockward.broker.credential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.lockward.broker.access.Principal;
import io.lockward.broker.access.Refusal;
import io.lockward.broker.credential.CredentialsFile.Entry;
import io.lockward.protocol.BankId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoorkeeperTest {
    private static final RandomGenerator RANDOM = RandomGenerator.of("L64X128MixRandom");
    private static final Principal HARBOUR = new Principal.Bank(new BankId("harbour-7"));
    private static final Principal CLOUD = new Principal.Cloud("cloud");

    @TempDir
    Path folder;

    private Instant now = Instant.parse("2026-11-22T10:00:00Z");

    @Test
    void admitsARightPasswordAfterOneSlowHash() throws IOException {
        Doorkeeper doorkeeper = doorkeeper();
        Attempt attempt = attempt("harbour-7", password("harbour-7", "right"));

        var pending = assertInstanceOf(Admission.Unverified.class, doorkeeper.judge(attempt));
        assertEquals(new Admission.Admitted(HARBOUR), doorkeeper.verify(pending));
        assertEquals(new Admission.Admitted(HARBOUR), doorkeeper.judge(attempt), "the second time costs no hash");

        now = now.plus(Duration.ofMinutes(15));
        assertInstanceOf(Admission.Unverified.class, doorkeeper.judge(attempt), "it is not remembered for ever");
    }

    @Test
    void refusesAWrongPasswordAlsoWhenTheRightOneIsRemembered() throws IOException {
        Doorkeeper doorkeeper = doorkeeper();
        admit(doorkeeper, attempt("harbour-7", password("harbour-7", "right")));

        var pending = assertInstanceOf(
                Admission.Unverified.class, doorkeeper.judge(attempt("harbour-7", password("harbour-7", "wrong"))));
        assertEquals(new Admission.Refused(Refusal.WRONG_PASSWORD), doorkeeper.verify(pending));
    }

    @Test
    void forgetsWhatItRememberedWhenThePasswordChanges() throws IOException {
        Doorkeeper doorkeeper = doorkeeper();
        Attempt attempt = attempt("harbour-7", password("harbour-7", "right"));
        admit(doorkeeper, attempt);

        CredentialsFile.write(file(), List.of(new Entry(HARBOUR, PasswordHash.of("new", 1, RANDOM))));
        now = now.plusSeconds(1);
        doorkeeper.judge(attempt("stranger", password("stranger", "looks at the file")));

        var pending = assertInstanceOf(Admission.Unverified.class, doorkeeper.judge(attempt));
        assertEquals(new Admission.Refused(Refusal.WRONG_PASSWORD), doorkeeper.verify(pending));
    }

    @Test
    void refusesStrangersAndEmptyHands() throws IOException {
        Doorkeeper doorkeeper = doorkeeper();
        assertEquals(
                new Admission.Refused(Refusal.UNKNOWN_NAME),
                doorkeeper.judge(attempt("stranger", password("stranger", "right"))));
        assertEquals(new Admission.Refused(Refusal.NO_CREDENTIAL), doorkeeper.judge(attempt("harbour-7", null)));
    }

    @Test
    void refusesOlderProtocols() throws IOException {
        Attempt old = new Attempt(4, "harbour-7", password("harbour-7", "right"), "127.0.0.1");
        assertEquals(new Admission.Refused(Refusal.OLD_PROTOCOL), doorkeeper().judge(old));
    }

    @Test
    void bindsABankToItsClientIdAndNobodyElseToIt() throws IOException {
        Doorkeeper doorkeeper = doorkeeper();
        assertEquals(
                new Admission.Refused(Refusal.CLIENT_ID_MISMATCH),
                doorkeeper.judge(attempt("station-1", password("harbour-7", "right"))));
        assertEquals(
                new Admission.Refused(Refusal.CLIENT_ID_MISMATCH),
                doorkeeper.judge(attempt("harbour-7", password("cloud", "right"))),
                "the cloud must not take over a bank's session");
        assertInstanceOf(
                Admission.Unverified.class, doorkeeper.judge(attempt("cloud-ingest-1", password("cloud", "right"))));
    }

    @Test
    void slowsDownAGuesserButNobodyElse() throws IOException {
        Doorkeeper doorkeeper = doorkeeper();
        Attempt guess = attempt("harbour-7", password("harbour-7", "guess"));
        for (int i = 0; i < 20; i++) {
            var pending = assertInstanceOf(Admission.Unverified.class, doorkeeper.judge(guess));
            assertEquals(new Admission.Refused(Refusal.WRONG_PASSWORD), doorkeeper.verify(pending));
        }

        assertEquals(new Admission.Refused(Refusal.CONNECT_RATE), doorkeeper.judge(guess));
        Attempt fromElsewhere = new Attempt(5, "harbour-7", password("harbour-7", "right"), "10.0.0.9");
        assertInstanceOf(Admission.Unverified.class, doorkeeper.judge(fromElsewhere));
        now = now.plusSeconds(1);
        assertInstanceOf(Admission.Unverified.class, doorkeeper.judge(guess));
    }

    @Test
    void neverSlowsDownWhoIsRight() throws IOException {
        Doorkeeper doorkeeper = doorkeeper();
        Attempt right = attempt("harbour-7", password("harbour-7", "right"));
        admit(doorkeeper, right);
        for (int i = 0; i < 1_000; i++) {
            assertEquals(new Admission.Admitted(HARBOUR), doorkeeper.judge(right));
        }
    }

    private static void admit(Doorkeeper doorkeeper, Attempt attempt) {
        var pending = assertInstanceOf(Admission.Unverified.class, doorkeeper.judge(attempt));
        assertInstanceOf(Admission.Admitted.class, doorkeeper.verify(pending));
    }

    private static Attempt attempt(String clientId, @Nullable Credential credential) {
        return new Attempt(5, clientId, credential, "127.0.0.1");
    }

    private static Credential password(String name, String secret) {
        return new Credential.Password(name, secret);
    }

    private Path file() {
        return folder.resolve("credentials");
    }

    private Doorkeeper doorkeeper() throws IOException {
        CredentialsFile.write(
                file(),
                List.of(
                        new Entry(HARBOUR, PasswordHash.of("right", 1, RANDOM)),
                        new Entry(CLOUD, PasswordHash.of("right", 1, RANDOM))));
        return new Doorkeeper(new CredentialStore(file(), () -> now, _ -> {}), () -> now, RANDOM);
    }
}
