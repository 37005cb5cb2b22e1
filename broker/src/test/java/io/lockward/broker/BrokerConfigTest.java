package io.lockward.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockward.broker.access.BankBudget;
import io.lockward.broker.access.TokenBucket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrokerConfigTest {
    @TempDir
    Path folder;

    @Test
    void listensOnTheLoopbackByDefault() {
        BrokerConfig config = ready("--credentials", "c", "--data", "/d");
        assertEquals(
                new BrokerConfig(
                        "127.0.0.1",
                        1883,
                        null,
                        Path.of("c"),
                        Path.of("/d"),
                        null,
                        new BankBudget.Limits(
                                new TokenBucket.Budget(200, 2_000), new TokenBucket.Budget(2_097_152, 33_554_432))),
                config);
    }

    @Test
    void readsAFileAndLetsFlagsWin() throws IOException {
        Path file = folder.resolve("broker.conf");
        Files.writeString(file, """
                # comment
                port = 1999
                credentials = c
                data = /d
                keystore = k.p12
                keystore-password-file = pw
                """);

        BrokerConfig config = ready("--config", file.toString(), "--port", "none");

        assertEquals(null, config.port());
        assertEquals(new BrokerConfig.Tls(8883, Path.of("k.p12"), Path.of("pw")), config.tls());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--prot 1                                            | flags are --config --port",
                "port                                                | is no flag",
                "--port                                              | needs a value",
                "--port 1 --port 2                                   | given twice",
                "--port 70000 --credentials c --data d               | 0 to 65535",
                "--port x --credentials c --data d                   | 0 to 65535",
                "--data d                                            | --credentials is required",
                "--credentials c                                     | --data is required",
                "--port none --credentials c --data d                | nothing would listen",
                "--tls-port 1 --credentials c --data d               | needs --keystore",
                "--keystore k --credentials c --data d               | --keystore-password-file is required",
                "--bank-message-burst x --credentials c --data d     | is a number",
                "--bank-message-burst 0 --credentials c --data d     | holds at least 1",
                "--config /no/such/file                              | cannot read"
            })
    void saysWhatIsWrongAndWhatMayBeSaid(String line, String expected) {
        BrokerConfig.Reading reading = BrokerConfig.read(List.of(line.strip().split(" +", -1)));
        String message =
                assertInstanceOf(BrokerConfig.Reading.Wrong.class, reading).message();
        assertTrue(message.contains(expected.strip()), message);
    }

    private static BrokerConfig ready(String... arguments) {
        return assertInstanceOf(BrokerConfig.Reading.Ready.class, BrokerConfig.read(List.of(arguments)))
                .config();
    }
}
