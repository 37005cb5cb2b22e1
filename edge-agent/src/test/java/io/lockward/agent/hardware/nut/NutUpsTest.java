package io.lockward.agent.hardware.nut;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockward.agent.bank.power.UpsReading;
import io.lockward.agent.bank.power.UpsReading.LostReason;
import io.lockward.agent.bank.power.UpsState;
import io.lockward.agent.bank.power.UpsStatus;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The client against a daemon that is scripted, mostly to be hostile. `NutUpsIT` has the real one.
class NutUpsTest {
    /// Three timeouts of 300 ms, and slack for a busy machine.
    private static final Duration BOUND = Duration.ofSeconds(5);

    @Test
    void reads_a_device() {
        ScriptedUpsd.Behaviour behaviour = ScriptedUpsd.answering(
                "GET VAR ups ups.status", "VAR ups ups.status \"OB DISCHRG\"\n",
                "GET VAR ups battery.charge", "VAR ups battery.charge \"87\"\r\n",
                "GET VAR ups battery.runtime", "VAR ups battery.runtime \"1800.5\"\n",
                "GET VAR ups input.voltage", "VAR ups input.voltage \"0.0\"\n",
                "GET", "ERR VAR-NOT-SUPPORTED\n");
        try (ScriptedUpsd upsd = new ScriptedUpsd(behaviour);
                NutUps ups = new NutUps(upsd.settings())) {
            UpsState expected = new UpsState(UpsStatus.parse("OB DISCHRG"), 87, 1800, 0, null, null, null);
            assertEquals(new UpsReading.Read(expected), ups.poll());
            assertEquals(new UpsReading.Read(expected), ups.poll());
        }
    }

    @Test
    void lists_a_device() throws IOException {
        String list =
                "BEGIN LIST VAR ups\nVAR ups ups.mfr \"M\u00fcller \\\"X\\\"\"\nVAR ups b \"\"\nEND LIST VAR ups\n";
        try (ScriptedUpsd upsd = new ScriptedUpsd(ScriptedUpsd.answering("LIST VAR ups", list));
                NutUps ups = new NutUps(upsd.settings())) {
            assertEquals(Map.of("ups.mfr", "M\u00fcller \"X\"", "b", ""), ups.variables());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "ERR DATA-STALE|DATA_STALE",
                "ERR DRIVER-NOT-CONNECTED|DRIVER_NOT_CONNECTED",
                "ERR UNKNOWN-UPS|UNKNOWN_UPS",
                "ERR ACCESS-DENIED|ACCESS_DENIED",
                "ERR SOMETHING-NEW with words|REFUSED",
                "ERR|PROTOCOL",
                "``|PROTOCOL",
                "OK|PROTOCOL",
                "VAR other ups.status \"OB LB\"|PROTOCOL",
                "VAR ups battery.charge \"OB LB\"|PROTOCOL",
                "VAR ups ups.status OB LB|PROTOCOL",
                "VAR ups ups.status \"OB LB|PROTOCOL",
                "VAR ups ups.status|PROTOCOL",
            })
    void types_every_answer(String answer, LostReason reason) {
        try (ScriptedUpsd upsd = new ScriptedUpsd(ScriptedUpsd.answering("GET", answer + "\n"));
                NutUps ups = new NutUps(upsd.settings())) {
            assertEquals(reason, lost(ups));
        }
    }

    @Test
    void gives_up_on_an_endless_line() {
        ScriptedUpsd.Behaviour endless = (socket, in, out) -> {
            in.readLine();
            while (true) {
                out.write("x".repeat(512).getBytes(StandardCharsets.US_ASCII));
            }
        };
        assertLost(LostReason.PROTOCOL, endless);
    }

    @Test
    void gives_up_on_an_endless_list() {
        ScriptedUpsd.Behaviour endless = (socket, in, out) -> {
            in.readLine();
            write(out, "BEGIN LIST VAR ups\n");
            for (int i = 0; ; i++) {
                write(out, "VAR ups x" + i + " \"1\"\n");
            }
        };
        try (ScriptedUpsd upsd = new ScriptedUpsd(endless);
                NutUps ups = new NutUps(upsd.settings())) {
            assertThrows(IOException.class, ups::variables);
        }
    }

    @Test
    void gives_up_on_a_slow_drip() {
        ScriptedUpsd.Behaviour drip = (socket, in, out) -> {
            in.readLine();
            while (true) {
                write(out, "x");
                ScriptedUpsd.drip();
            }
        };
        assertLost(LostReason.TIMEOUT, drip);
    }

    @Test
    void gives_up_on_silence() {
        assertLost(LostReason.TIMEOUT, (socket, in, out) -> {
            while (in.readLine() != null) {
                // Says nothing.
            }
        });
    }

    @Test
    void takes_an_early_close_for_a_lost_connection() {
        assertLost(LostReason.CONNECTION, (socket, in, out) -> {});
        assertLost(LostReason.CONNECTION, (socket, in, out) -> {
            in.readLine();
            write(out, "VAR ups ups.status \"OB LB");
        });
    }

    @Test
    void survives_binary_noise() {
        AtomicInteger seed = new AtomicInteger(7);
        ScriptedUpsd.Behaviour noise = (socket, in, out) -> {
            Random random = new Random(seed.getAndIncrement());
            byte[] bytes = new byte[300];
            while (in.readLine() != null) {
                random.nextBytes(bytes);
                out.write(bytes);
                out.write('\n');
            }
        };
        try (ScriptedUpsd upsd = new ScriptedUpsd(noise);
                NutUps ups = new NutUps(upsd.settings())) {
            for (int i = 0; i < 50; i++) {
                assertInstanceOf(UpsReading.Lost.class, ups.poll());
            }
        }
    }

    @Test
    void reports_that_nobody_listens() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        NutSettings settings = new NutSettings("127.0.0.1", port, "ups", Duration.ofMillis(300), null, null);
        try (NutUps ups = new NutUps(settings)) {
            assertEquals(LostReason.CONNECTION, lost(ups));
        }
    }

    @Test
    void connects_anew_after_a_fault() {
        AtomicInteger connection = new AtomicInteger();
        ScriptedUpsd.Behaviour firstFails = (socket, in, out) -> {
            if (connection.getAndIncrement() > 0) {
                ScriptedUpsd.answering(
                                "GET VAR ups ups.status",
                                "VAR ups ups.status \"OL\"\n",
                                "GET",
                                "ERR VAR-NOT-SUPPORTED\n")
                        .serve(socket, in, out);
            }
        };
        try (ScriptedUpsd upsd = new ScriptedUpsd(firstFails);
                NutUps ups = new NutUps(upsd.settings())) {
            assertEquals(LostReason.CONNECTION, lost(ups));
            assertEquals(new UpsReading.Read(UpsState.of("OL", null, null)), ups.poll());
        }
    }

    @Test
    void keeps_the_connection_when_only_the_driver_is_stale() {
        try (ScriptedUpsd upsd = new ScriptedUpsd(ScriptedUpsd.answering("LOGIN", "OK\n", "GET", "ERR DATA-STALE\n"))) {
            try (NutUps ups = new NutUps(upsd.settings())) {
                assertEquals(LostReason.DATA_STALE, lost(ups));
                assertEquals(LostReason.DATA_STALE, lost(ups));
            }
            assertEquals(1, upsd.connections());
        }
    }

    @Test
    void logs_in_with_quoted_words() {
        ScriptedUpsd.Behaviour behaviour = ScriptedUpsd.answering(
                "USERNAME", "OK\n",
                "PASSWORD", "OK\n",
                "LOGIN", "OK\n",
                "GET VAR ups ups.status", "VAR ups ups.status \"OL\"\n",
                "GET", "ERR VAR-NOT-SUPPORTED\n");
        try (ScriptedUpsd upsd = new ScriptedUpsd(behaviour)) {
            NutSettings plain = upsd.settings();
            NutLogin login = new NutLogin("bank 7", "a\"b\\c");
            NutSettings settings =
                    new NutSettings(plain.host(), plain.port(), plain.ups(), plain.timeout(), login, null);
            try (NutUps ups = new NutUps(settings)) {
                assertInstanceOf(UpsReading.Read.class, ups.poll());
            }
            assertEquals(
                    List.of("USERNAME \"bank 7\"", "PASSWORD \"a\\\"b\\\\c\"", "LOGIN ups"), upsd.heard.subList(0, 3));
            assertTrue(!login.toString().contains("a\"b"), "the password stays out of logs");
        }
    }

    @Test
    void reports_a_refused_login() {
        try (ScriptedUpsd upsd = new ScriptedUpsd(
                ScriptedUpsd.answering("USERNAME", "OK\n", "PASSWORD", "OK\n", "LOGIN", "ERR ACCESS-DENIED\n"))) {
            NutSettings plain = upsd.settings();
            NutSettings settings = new NutSettings(
                    plain.host(), plain.port(), plain.ups(), plain.timeout(), new NutLogin("u", "p"), null);
            try (NutUps ups = new NutUps(settings)) {
                assertEquals(LostReason.ACCESS_DENIED, lost(ups));
            }
        }
    }

    @Test
    void answers_lost_once_closed() {
        NutUps ups = new NutUps(NutSettings.local("ups"));
        ups.close();
        ups.close();
        assertEquals(LostReason.CONNECTION, lost(ups));
    }

    static LostReason lost(NutUps ups) {
        UpsReading reading = assertTimeout(BOUND, ups::poll);
        return assertInstanceOf(UpsReading.Lost.class, reading).reason();
    }

    private static void assertLost(LostReason reason, ScriptedUpsd.Behaviour behaviour) {
        try (ScriptedUpsd upsd = new ScriptedUpsd(behaviour);
                NutUps ups = new NutUps(upsd.settings())) {
            assertEquals(reason, lost(ups));
        }
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }
}
