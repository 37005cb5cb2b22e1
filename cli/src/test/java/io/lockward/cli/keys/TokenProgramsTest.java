package io.lockward.cli.keys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockward.protocol.BankId;
import io.lockward.protocol.BootId;
import io.lockward.protocol.CommandId;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.command.Command;
import io.lockward.protocol.command.CommandClaims;
import io.lockward.protocol.key.KeyRing;
import io.lockward.protocol.key.KeySet;
import io.lockward.protocol.key.Scope;
import io.lockward.protocol.key.TrustedKey;
import io.lockward.protocol.key.VerifyingKey;
import io.lockward.protocol.signer.SignAnswer;
import io.lockward.protocol.signer.SignRequest;
import io.lockward.protocol.wire.CommandJws;
import io.lockward.protocol.wire.Decoded;
import io.lockward.protocol.wire.SignerWire;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A key that never leaves its token, by the programs that people run: `lockward keys token` makes it, the signer's
/// process signs with it what comes over its socket, a bank takes that. The token is the real SoftHSM.
@Tag("slow") // left out of ./lockward test --quick
@Timeout(120)
class TokenProgramsTest {
    private static final Path MODULE = Path.of("/usr/lib/softhsm/libsofthsm2.so");
    private static final String PIN = "5678";
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    @TempDir
    Path folder = Path.of("");

    private Process start(String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment()
                .put("SOFTHSM2_CONF", folder.resolve("softhsm2.conf").toString());
        return builder.start();
    }

    private Process java(String program, String... arguments) throws IOException {
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                program));
        words.addAll(List.of(arguments));
        return start(words.toArray(String[]::new));
    }

    private static String said(Process process) throws IOException, InterruptedException {
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor() + " " + said;
    }

    private void makeToken() throws IOException, InterruptedException {
        assertTrue(Files.exists(MODULE), "install softhsm2 (Debian: apt-get install softhsm2)");
        Path tokens = Files.createDirectories(folder.resolve("tokens"));
        Files.writeString(
                folder.resolve("softhsm2.conf"),
                "directories.tokendir = " + tokens + "\nobjectstore.backend = file\nlog.level = ERROR\n");
        String made = said(
                start("softhsm2-util", "--init-token", "--free", "--label", "site", "--so-pin", "1234", "--pin", PIN));
        assertTrue(made.startsWith("0 "), made);
        Files.writeString(folder.resolve("pin"), PIN + "\n");
        Files.setPosixFilePermissions(folder.resolve("pin"), PosixFilePermissions.fromString("rw-------"));
    }

    private String keysToken(String kid) throws IOException, InterruptedException {
        return said(java(
                "io.lockward.cli.Main",
                "keys",
                "token",
                folder.resolve(kid + ".pub").toString(),
                "--module",
                MODULE.toString(),
                "--label",
                "site",
                "--pin-file",
                folder.resolve("pin").toString(),
                "--kid",
                kid));
    }

    @Test
    void aKeyMadeInATokenSignsWhatTheSignersProcessIsAsked() throws IOException, InterruptedException {
        makeToken();
        String made = keysToken("online-1");
        assertTrue(made.startsWith("0 The key online-1 is in the token site"), made);
        VerifyingKey open = KeyFiles.readPublic(folder.resolve("online-1.pub")).x();
        String again = keysToken("online-1");
        assertTrue(again.startsWith("5 "), again);

        Path config = Files.writeString(
                folder.resolve("signer.conf"),
                "socket = s.sock\naudit.file = audit.ndjson\ntoken.module = " + MODULE
                        + "\ntoken.label = site\ntoken.pin-file = pin\ntoken-key.online-1 = online-1\n");
        String checked = said(java("io.lockward.signer.Main", "--check", "--config", config.toString()));
        assertTrue(checked.startsWith("0 ok     key online-1 " + open.x()), checked);

        Process signer = java("io.lockward.signer.Main", "--config", config.toString());
        try (BufferedReader told = signer.inputReader(StandardCharsets.UTF_8)) {
            assertEquals("ready socket=" + folder.resolve("s.sock"), told.readLine());
            assertEquals(
                    new SignAnswer.Keys(List.of(new SignAnswer.PublicKey("online-1", open))),
                    ask(new SignRequest.Keys()));
            SignAnswer.Signed signed = assertInstanceOf(SignAnswer.Signed.class, ask(unlock()));
            KeyRing bank = KeyRing.of(new KeySet(
                    1,
                    NOW,
                    List.of(new TrustedKey("online-1", open, NOW, NOW.plusSeconds(60), Set.of(Scope.COMMAND), null))));
            byte[] jws = signed.jws().getBytes(StandardCharsets.US_ASCII);
            assertInstanceOf(CommandJws.Verdict.Valid.class, CommandJws.verify(jws, bank, NOW));
        } finally {
            signer.destroy();
        }
        assertTrue(signer.waitFor(20, TimeUnit.SECONDS), "it ends when it is asked to");
        assertTrue(Files.readString(folder.resolve("audit.ndjson")).contains("harbour-7"));
    }

    @Test
    void aWrongPinIsSaidAndNothingListens() throws IOException, InterruptedException {
        makeToken();
        Files.writeString(folder.resolve("pin"), "0000\n");
        Path config = Files.writeString(
                folder.resolve("signer.conf"),
                "socket = s.sock\naudit.file = audit.ndjson\ntoken.module = " + MODULE
                        + "\ntoken.label = site\ntoken.pin-file = pin\ntoken-key.online-1 = online-1\n");
        String said = said(java("io.lockward.signer.Main", "--config", config.toString()));
        assertTrue(said.startsWith("1 WRONG  cannot start: ") && said.contains("the PIN is wrong"), said);
        String keys = keysToken("online-1");
        assertTrue(keys.startsWith("1 ") && keys.contains("the PIN is wrong"), keys);
    }

    private static SignRequest unlock() {
        return new SignRequest.Command(
                "online-1",
                new CommandClaims(
                        CommandId.parse("01946c4e-7b00-7000-8000-0000000000a7"),
                        new BankId("harbour-7"),
                        BootId.parse("6f9619ff-8b86-4011-b42d-00c04fc964ff"),
                        30_000,
                        "ana",
                        "because",
                        new Command.Unlock(new CompartmentId("A07"))));
    }

    private SignAnswer ask(SignRequest request) throws IOException {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(folder.resolve("s.sock")));
                BufferedReader in = new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8))) {
            ByteBuffer out = ByteBuffer.wrap(SignerWire.encode(request));
            while (out.hasRemaining()) {
                channel.write(out);
            }
            String line = String.valueOf(in.readLine());
            return assertInstanceOf(Decoded.Ok.class, SignerWire.answer(line.getBytes(StandardCharsets.UTF_8)))
                                    .value()
                            instanceof SignAnswer answer
                    ? answer
                    : new SignAnswer.Keys(List.of());
        }
    }
}
