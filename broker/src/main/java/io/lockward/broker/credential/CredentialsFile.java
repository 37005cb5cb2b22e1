package io.lockward.broker.credential;

import io.lockward.broker.access.Principal;
import io.lockward.broker.access.Role;
import io.lockward.protocol.BankId;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The credentials file: one `name:role:hash` a line, `#` for comments.
public final class CredentialsFile {
    private static final Pattern CLOUD_NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    /// One line: who, and the hash of the password.
    public record Entry(Principal who, PasswordHash hash) {
        String line() {
            return String.join(":", who.name(), who.role().word(), hash.written());
        }
    }

    /// What a file holds.
    ///
    /// @param entries by name
    /// @param badLines numbers, from 1, of the lines that say nothing; they let nobody in
    public record Content(Map<String, Entry> entries, List<Integer> badLines) {
        public static final Content EMPTY = new Content(Map.of(), List.of());

        public Content {
            entries = Map.copyOf(entries);
            badLines = List.copyOf(badLines);
        }
    }

    private CredentialsFile() {}

    /// Names somebody; `null` when the name does not fit the role.
    public static @Nullable Principal principal(Role role, String name) {
        return switch (role) {
            case BANK -> BankId.isValid(name) ? new Principal.Bank(new BankId(name)) : null;
            case CLOUD -> CLOUD_NAME.matcher(name).matches() ? new Principal.Cloud(name) : null;
        };
    }

    /// Reads lines; of two for one name neither counts, since one of them is a mistake.
    public static Content parse(List<String> lines) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        List<Integer> bad = new ArrayList<>();
        List<String> twice = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            Entry entry = parseLine(line);
            if (entry == null) {
                bad.add(i + 1);
            } else if (entries.put(entry.who().name(), entry) != null) {
                bad.add(i + 1);
                twice.add(entry.who().name());
            }
        }
        entries.keySet().removeAll(twice);
        return new Content(entries, bad);
    }

    private static @Nullable Entry parseLine(String line) {
        String[] fields = line.split(":", -1);
        if (fields.length != 3) {
            return null;
        }
        Role role = Role.ofWord(fields[1]);
        Principal who = role == null ? null : principal(role, fields[0]);
        PasswordHash hash = PasswordHash.parse(fields[2]);
        return who == null || hash == null ? null : new Entry(who, hash);
    }

    public static Content read(Path file) throws IOException {
        return parse(Files.readAllLines(file));
    }

    /// Replaces the file in one step, readable by its owner only.
    public static void write(Path file, Collection<Entry> entries) throws IOException {
        Path target = file.toAbsolutePath();
        Path folder = target.getParent();
        if (folder == null) {
            throw new IOException("not a file: " + file);
        }
        Files.createDirectories(folder);
        Path draft = Files.createTempFile(folder, ".credentials", null);
        try {
            if (Files.getFileStore(draft).supportsFileAttributeView("posix")) {
                Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString("rw-------"));
            }
            List<String> lines = new ArrayList<>();
            lines.add("# name:role:hash, written by io.lockward.broker.Credentials; the running broker re-reads it");
            entries.forEach(entry -> lines.add(entry.line()));
            Files.write(draft, lines);
            try {
                Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } catch (AtomicMoveNotSupportedException e) {
                Files.move(draft, target, StandardCopyOption.REPLACE_EXISTING);
            }
        } finally {
            Files.deleteIfExists(draft);
        }
    }
}
