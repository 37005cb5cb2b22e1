package io.lockward.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.lockward.protocol.parcel.BankSecret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretFileTest {
    @TempDir
    private Path folder;

    private Path file() {
        return folder.resolve("bank-secret");
    }

    private String permissions(String name) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(name)));
    }

    @Test
    void makesAMissingSecretThatItsOwnerOnlyCanReadAndFindsItAgain() throws IOException {
        BankSecret made = SecretFile.in(folder);
        assertEquals("rw-------", permissions("bank-secret"));
        assertEquals(HexFormat.of().formatHex(made.bytes()), Files.readString(file()));
        assertEquals(made, SecretFile.in(folder));
        assertFalse(Files.exists(folder.resolve("bank-secret.new")));
    }

    @Test
    void makesAnotherOneWhenItWasLost() throws IOException {
        BankSecret before = SecretFile.in(folder);
        Files.delete(file());
        assertNotEquals(before, SecretFile.in(folder));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 31, 63})
    void putsATornOneAsideAndMakesAnother(int kept) throws IOException {
        BankSecret before = SecretFile.in(folder);
        String torn = Files.readString(file()).substring(0, kept);
        Files.writeString(file(), torn);
        BankSecret after = SecretFile.in(folder);
        assertNotEquals(before, after);
        assertEquals(after, SecretFile.in(folder), "it is found from then on");
        assertEquals(torn, Files.readString(folder.resolve("bank-secret.damaged")), "nothing is thrown away");
        assertEquals("rw-------", permissions("bank-secret.damaged"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"zz", "\0\0\0\0", "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdefff"})
    void putsWhatIsNoSecretAside(String text) throws IOException {
        Files.writeString(file(), text);
        assertEquals(SecretFile.in(folder), SecretFile.in(folder));
        assertEquals(text, Files.readString(folder.resolve("bank-secret.damaged")));
    }

    @Test
    void putsATooLongFileAsideWithoutReadingIt() throws IOException {
        Files.write(file(), new byte[1 << 20]);
        assertEquals(SecretFile.in(folder), SecretFile.in(folder));
    }

    @Test
    void closesASecretToOthersAndKeepsIt() throws IOException {
        BankSecret before = SecretFile.in(folder);
        Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-r--r--"));
        assertEquals(before, SecretFile.in(folder));
        assertEquals("rw-------", permissions("bank-secret"));
    }

    @Test
    void usesNothingOfWhatAPowerCutLeftBetweenWritingAndRenaming() throws IOException {
        Path half = folder.resolve("bank-secret.new");
        String whole = "ab".repeat(BankSecret.BYTES);
        Files.writeString(half, whole);
        BankSecret made = SecretFile.in(folder);
        assertNotEquals(whole, HexFormat.of().formatHex(made.bytes()));
        assertFalse(Files.exists(half));
        Files.writeString(half, "ab");
        assertEquals(made, SecretFile.in(folder), "a half one beside a whole one means nothing");
    }

    @Test
    void doesNotReplaceWhatItCannotRead() throws IOException {
        Files.createDirectory(file());
        assertThrows(IOException.class, () -> SecretFile.in(folder));
        assertEquals(true, Files.isDirectory(file()));
    }
}
