package io.lockward.signer.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockward.signer.rules.SigningLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ConfigReaderTest {
    private static final String LEAST = """
            socket = sign.sock
            key.online-1 = online-1.jwk
            audit.file = audit.ndjson
            """;

    private static ConfigReader.Outcome read(String text) {
        return ConfigReader.read(text, Path.of("/etc/signer"), "me");
    }

    @Test
    void theLeastIsASocketAKeyAndALog() {
        SignerConfig config =
                assertInstanceOf(ConfigReader.Outcome.Good.class, read(LEAST)).config();
        assertEquals(Path.of("/etc/signer/sign.sock"), config.socket());
        assertEquals(Set.of("me"), config.users());
        assertEquals(Map.of("online-1", Path.of("/etc/signer/online-1.jwk")), config.keyFiles());
        assertEquals(SigningLimits.DEFAULT, config.limits());
    }

    @Test
    void everythingCanBeSet() {
        SignerConfig config = assertInstanceOf(ConfigReader.Outcome.Good.class, read(LEAST + """
                        socket.allow = lockward, 1001
                        token.module = /usr/lib/softhsm/libsofthsm2.so
                        token.label = lockward
                        token.pin-file = pin
                        token-key.hsm-1 = command
                        kinds.hsm-1 = unlock, reboot
                        key-set-file = key-set.jws
                        root-key = 11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo
                        limit.fleet-unlocks = 7
                        """))
                .config();
        assertEquals(Set.of("lockward", "1001"), config.users());
        assertEquals(Map.of("hsm-1", Set.of("unlock", "reboot")), config.kinds());
        assertEquals(7, config.limits().fleetUnlocks());
        assertTrue(config.token() != null && config.keySet() != null);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            socket.connections = 0 | line 4: `socket.connections`: lies outside 1 to 256
            limit.bank-unlocks = many | line 4: `limit.bank-unlocks`: is a whole number, 1 to 10000
            nonsense | line 4: is not `key = value`
            sockets = x | line 4: no setting is called `sockets`
            socket = other | line 4: `socket` was already set in line 1
            kinds.online-1 = unlock, melt | line 4: `kinds.online-1`: is a list of
            kinds.online-2 = unlock | `kinds.online-2` is set, and there is no such key
            token.module = x.so | a token needs
            root-key = abc | `key-set-file` and `root-key` go together
            key.a/b = x | line 4: `key.a/b`: kid has
            """)
    void saysWhatIsWrongAndWhere(String line, String problem) {
        ConfigReader.Outcome.Bad bad = assertInstanceOf(ConfigReader.Outcome.Bad.class, read(LEAST + line));
        assertTrue(
                bad.problems().stream().anyMatch(one -> one.toString().startsWith(problem)), bad.problems()::toString);
    }

    @Test
    void anEmptyFileIsToldEverythingAtOnce() {
        ConfigReader.Outcome.Bad bad = assertInstanceOf(ConfigReader.Outcome.Bad.class, read(""));
        assertEquals(3, bad.problems().size(), bad.problems()::toString);
    }

    @Test
    void thePageSaysWhatTheCodeSays() throws IOException {
        Path page = Path.of("..", "docs", "reference", "signer-config.md");
        if (Boolean.getBoolean("reference.write")) {
            Files.writeString(page, ConfigReference.markdown());
        }
        assertEquals(ConfigReference.markdown(), Files.readString(page), "run this test with -Dreference.write=true");
    }
}
