package io.lockward.systemtest;

import io.lockward.launcher.Programs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// Runs the lines of a how-to page as a person would type them, in a shell, on a machine that is only a folder.
/// Thread rule: one thread.
final class ShellLines {
    /// What a person's `systemctl` does.
    interface Services {
        /// @param verb `start`, `stop` or `restart`
        void control(String verb, String unit);
    }

    private final Path machine;
    private final Services services;
    private final Map<String, String> environment;

    /// @param machine stands for `/`; lines run in its folder `stick`
    /// @param environment for every line
    ShellLines(Path machine, Services services, Map<String, String> environment) throws IOException {
        this.machine = machine;
        this.services = services;
        this.environment = environment;
        Files.createDirectories(machine.resolve("stick"));
        Path program = Files.createDirectories(machine.resolve("bin")).resolve("lockward");
        StringBuilder script = new StringBuilder("#!/bin/sh\nexec");
        Programs.find()
                .java("cli", "io.lockward.cli.Main")
                .forEach(word -> script.append(" '").append(word).append('\''));
        Files.writeString(program, script.append(" \"$@\"\n"));
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    }

    /// The `sh` blocks of a page by heading, in order.
    static SequencedMap<String, List<List<String>>> of(Path page) throws IOException {
        SequencedMap<String, List<List<String>>> sections = new LinkedHashMap<>();
        String heading = "";
        List<String> block = null;
        for (String line : Files.readAllLines(page)) {
            if (block != null && line.equals("```")) {
                block = null;
            } else if (block != null) {
                block.add(line);
            } else if (line.startsWith("## ")) {
                heading = line.substring(3);
            } else if (line.equals("```sh")) {
                block = new ArrayList<>();
                sections.computeIfAbsent(heading, _ -> new ArrayList<>()).add(block);
            }
        }
        return sections;
    }

    /// Runs each line and wants it to end well.
    ///
    /// @return what they printed
    String run(List<String> lines) {
        StringBuilder said = new StringBuilder();
        for (String line : lines) {
            if (line.startsWith("systemctl ")) {
                String[] words = line.split(" ", 3);
                services.control(words[1], words[2]);
            } else {
                said.append(shell(line));
            }
        }
        return said.toString();
    }

    private String shell(String line) {
        // There is neither that user nor that folder here.
        String here = line.replace(" -o lockward-signer", "")
                .replace(" -o lockward-cloud", "")
                .replace("/var/lib/lockward-cloud", machine + "/var/lib/lockward-cloud")
                .replace("/etc/lockward-signer", machine + "/etc/lockward-signer")
                .replace("/var/lib/lockward-signer", machine + "/var/lib/lockward-signer");
        ProcessBuilder builder = new ProcessBuilder("bash", "-e", "-o", "pipefail", "-c", here)
                .directory(machine.resolve("stick").toFile())
                .redirectErrorStream(true);
        builder.environment().putAll(environment);
        builder.environment().merge("PATH", machine + "/bin", (path, bin) -> bin + ":" + path);
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            int code = process.waitFor();
            if (code != 0) {
                throw new AssertionError(line + " ended with " + code + ": " + said);
            }
            return said;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
