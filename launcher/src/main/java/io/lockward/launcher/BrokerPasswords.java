package io.lockward.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The broker's passwords: made once by the broker's own command, then kept beside its credentials file.
/// For one thread.
public final class BrokerPasswords {
    private static final JsonMapper JSON = new JsonMapper();

    private final Path credentials;
    private final Path plain;
    private final List<String> credentialsCommand;

    /// @param folder for the broker's hashes (`broker-credentials`) and the passwords (`broker-passwords.json`)
    public BrokerPasswords(Path folder, Programs programs) {
        this.credentials = folder.resolve("broker-credentials");
        this.plain = folder.resolve("broker-passwords.json");
        this.credentialsCommand = programs.java("broker", "io.lockward.broker.Credentials");
    }

    /// The file a broker is started with.
    public Path credentials() {
        return credentials;
    }

    /// The password of each name, making what is missing.
    public JsonNode of(List<String> clouds, List<String> banks) {
        ObjectNode known = known();
        add(known, "cloud", clouds);
        add(known, "bank", banks);
        PrivateFile.write(plain, known.toString());
        return known;
    }

    private ObjectNode known() {
        try {
            if (Files.exists(plain) && Files.exists(credentials)) {
                return (ObjectNode) JSON.readTree(Files.readString(plain));
            }
        } catch (IOException | ClassCastException _) {
            // A torn file: every password is made anew below, which replaces the broker's hashes as well.
        }
        return JSON.createObjectNode();
    }

    private void add(ObjectNode known, String role, List<String> names) {
        List<String> missing =
                names.stream().filter(name -> !known.path(name).isTextual()).toList();
        if (missing.isEmpty()) {
            return;
        }
        List<String> command = new ArrayList<>(credentialsCommand);
        command.addAll(List.of("add", credentials.toString(), role));
        command.addAll(missing);
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    String[] words = line.split(" ", 2);
                    known.put(words[0], words[1]);
                }
            }
            if (process.waitFor() != 0) {
                throw new LaunchFailed("the broker's credentials could not be written");
            }
        } catch (IOException e) {
            throw new LaunchFailed("cannot make the broker's credentials: " + e.getMessage());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new LaunchFailed("interrupted");
        }
    }
}
