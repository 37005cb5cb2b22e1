package io.lockward.broker;

import io.lockward.broker.access.Principal;
import io.lockward.broker.access.Role;
import io.lockward.broker.credential.CredentialsFile;
import io.lockward.broker.credential.CredentialsFile.Entry;
import io.lockward.broker.credential.PasswordHash;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// The command that keeps the credentials file: `add`, `remove`, `list`. A running broker follows within a second.
public final class Credentials {
    private static final int DONE = 0;
    private static final int ERROR = 1;
    private static final int USAGE = 2;
    private static final int NOT_FOUND = 3;
    private static final int SECRET_BYTES = 32;
    private static final String HELP = """
            usage: Credentials add FILE bank|cloud NAME...      makes a password for each NAME and prints "NAME PASSWORD" once
                   Credentials add --stdin FILE bank|cloud NAME reads the password from the first line of standard input
                   Credentials remove FILE NAME...
                   Credentials list FILE
            """;

    private final InputStream in;
    private final PrintStream out;
    private final PrintStream err;
    private final RandomGenerator random;

    Credentials(InputStream in, PrintStream out, PrintStream err, RandomGenerator random) {
        this.in = in;
        this.out = out;
        this.err = err;
        this.random = random;
    }

    @SuppressWarnings("SystemOut") // a command speaks on standard output
    public static void main(String[] arguments) {
        System.exit(new Credentials(System.in, System.out, System.err, new SecureRandom()).run(List.of(arguments)));
    }

    int run(List<String> arguments) {
        try {
            if (arguments.size() >= 4 && arguments.getFirst().equals("add")) {
                boolean typed = arguments.get(1).equals("--stdin");
                List<String> rest = arguments.subList(typed ? 2 : 1, arguments.size());
                if (rest.size() == 3 || (rest.size() > 3 && !typed)) {
                    return add(Path.of(rest.getFirst()), rest.get(1), rest.subList(2, rest.size()), typed);
                }
            } else if (arguments.size() >= 3 && arguments.getFirst().equals("remove")) {
                return remove(Path.of(arguments.get(1)), arguments.subList(2, arguments.size()));
            } else if (arguments.size() == 2 && arguments.getFirst().equals("list")) {
                return list(Path.of(arguments.get(1)));
            }
            err.print(HELP);
            return USAGE;
        } catch (IOException e) {
            err.println("credentials: " + e);
            return ERROR;
        }
    }

    private int add(Path file, String roleWord, List<String> names, boolean typed) throws IOException {
        Role role = Role.ofWord(roleWord);
        if (role == null) {
            err.println("credentials: a role is bank or cloud, not '" + roleWord + "'");
            return USAGE;
        }
        Map<String, Entry> entries = entries(file);
        StringBuilder answer = new StringBuilder();
        for (String name : names) {
            Principal who = CredentialsFile.principal(role, name);
            if (who == null) {
                err.println("credentials: '" + name + "' cannot name a " + roleWord
                        + " (bank: 3 to 40 of [a-z0-9-]; cloud: 1 to 64 of [A-Za-z0-9._-])");
                return USAGE;
            }
            String secret = typed ? typedSecret() : generatedSecret();
            if (secret == null || secret.isEmpty()) {
                err.println("credentials: no password on standard input");
                return USAGE;
            }
            int iterations = typed ? PasswordHash.ITERATIONS_CHOSEN : PasswordHash.ITERATIONS_GENERATED;
            entries.put(name, new Entry(who, PasswordHash.of(secret, iterations, random)));
            if (!typed) {
                answer.append(name).append(' ').append(secret).append('\n');
            }
        }
        CredentialsFile.write(file, entries.values());
        out.print(answer);
        return DONE;
    }

    private int remove(Path file, List<String> names) throws IOException {
        Map<String, Entry> entries = entries(file);
        for (String name : names) {
            if (entries.remove(name) == null) {
                err.println("credentials: no '" + name + "' in " + file);
                return NOT_FOUND;
            }
        }
        CredentialsFile.write(file, entries.values());
        return DONE;
    }

    private int list(Path file) throws IOException {
        entries(file)
                .values()
                .forEach(entry -> out.println(
                        entry.who().name() + ' ' + entry.who().role().word()));
        return DONE;
    }

    private Map<String, Entry> entries(Path file) throws IOException {
        if (Files.notExists(file)) {
            return new TreeMap<>();
        }
        CredentialsFile.Content content = CredentialsFile.read(file);
        if (!content.badLines().isEmpty()) {
            throw new IOException("lines " + content.badLines() + " of " + file + " cannot be read; mend them first");
        }
        return new TreeMap<>(content.entries());
    }

    private @Nullable String typedSecret() throws IOException {
        return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)).readLine();
    }

    private String generatedSecret() {
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
