package io.lockward.cli.keys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.lockward.cli.ExitCode;
import io.lockward.cli.Main;
import io.lockward.protocol.key.KeySet;
import io.lockward.protocol.key.Scope;
import io.lockward.protocol.wire.SealKeyText;
import io.lockward.protocol.wire.SignedMessage;
import io.lockward.signer.audit.AuditLog;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysCommandTest {
    @TempDir
    Path folder = Path.of("");

    private StringWriter out = new StringWriter();
    private StringWriter err = new StringWriter();

    /// A line as typed; `@@name` is a file in the folder.
    private int run(String line) {
        out = new StringWriter();
        err = new StringWriter();
        String[] words = ("keys " + line.replace("@@", folder + "/")).split(" ", -1);
        return Main.commandLine(new PrintWriter(out, true), new PrintWriter(err, true))
                .execute(words);
    }

    private void done(String line) {
        assertEquals(ExitCode.DONE, run(line), () -> out.toString() + err);
    }

    private void says(String words) {
        assertTrue((out.toString() + err).contains(words), () -> out.toString() + err);
    }

    private void made() {
        done("root @@root.jwk");
        done("new @@online-1.jwk --kid online-1");
        done("person @@ana.jwk --name ana@example --kid ana");
        done("person @@ben.jwk --name ben@example --kid ben");
        done("set --root @@root.jwk --first --out @@set-1.jws --to P30D"
                + " --add @@online-1.jwk.pub @@ana.jwk.pub @@ben.jwk.pub");
    }

    private int next(String out, String changes) {
        return run("set --root @@root.jwk --previous @@set-1.jws --out @@" + out + " " + changes);
    }

    private KeySet set(String name) throws IOException {
        byte[] jws = Files.readString(folder.resolve(name)).strip().getBytes(StandardCharsets.US_ASCII);
        return Objects.requireNonNull(SignedMessage.KEY_SET.peek(jws));
    }

    @Test
    void rotatesTheSealKeyAndKeepsTheOlderOneUntilItIsDropped() throws IOException {
        Path file = folder.resolve("seal-key");
        done("seal @@seal-key");
        String first = SealKeyText.read(Files.readString(file)).getFirst().key().kid();
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        done("seal @@seal-key");
        says("2 keys");
        List<SealKeyText.Pair> both = SealKeyText.read(Files.readString(file));
        assertEquals(first, both.getLast().key().kid(), "the new key comes first");
        assertEquals(
                ExitCode.CONFLICT,
                run("seal @@seal-key --drop " + both.getFirst().key().kid()));
        assertEquals(ExitCode.NOT_FOUND, run("seal @@seal-key --drop seal-none"));
        done("seal @@seal-key --drop " + first);
        assertEquals(1, SealKeyText.read(Files.readString(file)).size());
        Files.writeString(file, "nonsense");
        assertEquals(ExitCode.ERROR, run("seal @@seal-key"));
        assertEquals("nonsense", Files.readString(file), "what is not understood is not overwritten");
    }

    @Test
    void makesTheFleetsFirstKeySetAndKeepsPrivateFilesPrivate() throws IOException {
        made();
        says("Key set 1 is in");
        assertEquals(
                List.of("online-1", "ana", "ben"),
                set("set-1.jws").keys().stream().map(key -> key.kid()).toList());
        assertEquals("ana@example", set("set-1.jws").keys().get(1).holder());
        for (String secret : List.of("root.jwk", "online-1.jwk", "ana.jwk")) {
            assertEquals(
                    "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(secret))));
        }
    }

    @Test
    void rotatesWithAnOverlapAndRevokes() throws IOException {
        made();
        done("new @@online-2.jwk --kid online-2");
        assertEquals(ExitCode.DONE, next("set-2.jws", "--add @@online-2.jwk.pub --to P30D"));
        says("kept     online-1");
        done("set --root @@root.jwk --previous @@set-2.jws --out @@set-3.jws --revoke online-1");
        says("revoked  online-1");
        assertEquals(3, set("set-3.jws").version());
        assertTrue(set("set-3.jws").keys().stream().noneMatch(key -> key.kid().equals("online-1")));
    }

    @Test
    void makesAKeyThatAcknowledgesAndDoesNothingElse() throws IOException {
        made();
        says("WARN  no key has the scope acknowledge");
        done("new @@ack-1.jwk --kid ack-1 --scope acknowledge");
        says("lockward.ack-keys");
        assertEquals(ExitCode.DONE, next("set-2.jws", "--add @@ack-1.jwk.pub --to P1Y --scope command"));
        assertEquals(
                Set.of(Scope.ACKNOWLEDGE), set("set-2.jws").keys().getLast().scope());
        assertTrue(!out.toString().contains("no key has the scope"), out::toString);
        assertEquals(ExitCode.USAGE, run("new @@x.jwk --kid x --scope approve"));
        assertEquals(ExitCode.USAGE, run("new @@x.jwk --kid x --scope open"));
    }

    @Test
    void neverOverwrites() {
        made();
        assertEquals(ExitCode.CONFLICT, run("root @@root.jwk"));
        assertEquals(ExitCode.CONFLICT, next("set-1.jws", "--revoke ana"));
        says("choose another name");
    }

    @Test
    void followsAKeySetOfItsOwnRootOnly() {
        made();
        done("root @@other.jwk");
        assertEquals(
                ExitCode.NOT_ALLOWED, run("set --root @@other.jwk --previous @@set-1.jws --out @@x.jws --revoke ana"));
        assertEquals(ExitCode.USAGE, run("set --root @@root.jwk --out @@x.jws"));
        says("--previous");
    }

    @Test
    void saysWhatIsMissingOrWrong() {
        made();
        assertEquals(ExitCode.NOT_FOUND, next("x.jws", "--revoke nobody"));
        assertEquals(ExitCode.NOT_FOUND, run("show @@nothing"));
        assertEquals(ExitCode.USAGE, run("new @@bad.jwk --kid a/b"));
        assertEquals(ExitCode.USAGE, next("x.jws", "--add @@online-1.jwk.pub"));
        says("--to is missing");
        assertEquals(ExitCode.ERROR, next("x.jws", "--add @@online-1.jwk --to P1D"));
        says("no public key file");
    }

    @Test
    void warnsWhenTheLastCommandKeyGoes() {
        made();
        assertEquals(ExitCode.DONE, next("set-2.jws", "--revoke online-1"));
        says("WARN  no key has the scope command");
    }

    @Test
    void showsWhatIsThereAndNeverASecret() throws IOException {
        made();
        done("show @@set-1.jws");
        says("online-1  command, configure  -");
        says("not checked who signed it");
        done("show @@root.jwk");
        String secret = Files.readString(folder.resolve("root.jwk")).replaceAll("(?s).*\"d\":\"([^\"]+)\".*", "$1");
        assertTrue(!out.toString().contains(secret));
        String root = out.toString().replaceAll("(?s).*public half ([^,]+),.*", "$1");
        done("show @@set-1.jws --root-key " + root);
        says("signed by this root");
        done("show @@ana.jwk.pub");
        says("public key ana of ana@example");
    }

    @Test
    void approvesOneCommand() {
        made();
        done("approve --key @@ana.jwk --command 01946c4e-7b00-7000-8000-0000000000a7 --bank harbour-7"
                + " --boot 6f9619ff-8b86-4011-b42d-00c04fc964ff");
        assertNotNull(SignedMessage.APPROVAL.peek(out.toString().strip().getBytes(StandardCharsets.US_ASCII)));
        assertEquals(ExitCode.USAGE, run("approve --key @@ana.jwk --command 7 --bank harbour-7 --boot x"));
    }

    @Test
    void aKeyForEvidenceSignsNothingElse() throws IOException {
        made();
        done("new @@evidence.jwk --kid evidence-1 --scope evidence");
        says("--scope evidence");
        done("set --root @@root.jwk --previous @@set-1.jws --out @@set-2.jws --to P30D --scope evidence"
                + " --add @@evidence.jwk.pub");
        says("added    evidence-1 (evidence)");
        assertEquals(Set.of(Scope.EVIDENCE), set("set-2.jws").keys().getLast().scope());
    }

    @Test
    void auditSaysWhetherTheLogHolds() throws IOException {
        Path log = folder.resolve("audit.ndjson");
        String hash;
        try (AuditLog audit =
                AuditLog.open(log, new AuditLog.Bounds(4 * 1024, 9), InstantSource.system(), Duration.ofMinutes(1))) {
            for (int i = 0; i < 60; i++) {
                audit.append(JsonNodeFactory.instance
                        .objectNode()
                        .put("what", "signed")
                        .put("kind", "unlock"));
            }
            hash = audit.hash().hex();
        }
        done("audit @@audit.ndjson --expect " + hash);
        says("60 signed unlock");
        assertEquals(ExitCode.ERROR, run("audit @@audit.ndjson --expect " + "0".repeat(64)));
        Path first = AuditLog.earlier(log).getFirst();
        Files.writeString(first, Files.readString(first).replaceFirst("unlock", "reboot"));
        assertEquals(ExitCode.ERROR, run("audit @@audit.ndjson"));
        says("CHANGED");
        assertEquals(ExitCode.NOT_FOUND, run("audit @@nothing"));
    }
}
