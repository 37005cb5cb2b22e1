package io.lockward.cli.demo;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lockward.cli.ExitCode;
import io.lockward.cli.Failure;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// The broker passwords of the demo: made once by the broker's own command, then kept in the data folder.
final class Passwords {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String FILE = "broker-passwords.json";

    private final DataFolder data;
    private final List<String> credentialsCommand;

    /// @param credentialsCommand how the broker's credentials command is started
    Passwords(DataFolder data, List<String> credentialsCommand) {
        this.data = data;
        this.credentialsCommand = credentialsCommand;
    }

    /// The password of each name, making what is missing.
    JsonNode of(List<String> clouds, List<String> banks) {
        ObjectNode known = known();
        add(known, "cloud", clouds);
        add(known, "bank", banks);
        data.write(FILE, known.toString());
        return known;
    }

    private ObjectNode known() {
        try {
            if (data.has(FILE) && data.has("broker-credentials")) {
                return (ObjectNode) JSON.readTree(data.read(FILE));
            }
        } catch (JacksonException | ClassCastException _) {
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
        command.addAll(List.of("add", data.path("broker-credentials").toString(), role));
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
                throw new Failure(ExitCode.ERROR, "the broker's credentials could not be written");
            }
        } catch (IOException e) {
            throw new Failure(ExitCode.ERROR, "cannot make the broker's credentials: " + e.getMessage());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new Failure(ExitCode.ERROR, "interrupted");
        }
    }
}
