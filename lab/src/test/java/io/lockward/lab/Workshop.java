package io.lockward.lab;

import io.lockward.launcher.Programs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What the lab is made of: the kernel, the guest's two small programs, and tools of the host. Stateless.
final class Workshop {
    static final Path HOME = Programs.find().home();
    static final Path GUEST = HOME.resolve("lab/guest");

    private Workshop() {}

    /// The folder of `linux` and `i2c-stub.ko`; builds them when they are not there, which takes minutes.
    static Path kernel() {
        String[] lines = run(List.of(HOME.resolve("lab/kernel/build").toString()))
                .strip()
                .split("\n", -1);
        return Path.of(lines[lines.length - 1]);
    }

    /// Tells whoever runs the lab how it goes.
    static void say(String line) {
        System.out.println("[hardware lab] " + line);
    }

    /// Compiles the guest's programs.
    ///
    /// @return their folder
    static Path tools(Path folder) {
        for (String program : List.of("hands", "supervisor")) {
            run(List.of(
                    "gcc",
                    "-O2",
                    "-Wall",
                    "-Wextra",
                    "-Werror",
                    "-o",
                    folder.resolve(program).toString(),
                    GUEST.resolve(program + ".c").toString()));
        }
        return folder;
    }

    /// Runs a program of the host to its end.
    ///
    /// @return what it wrote
    static String run(List<String> command) {
        return run(command, 0);
    }

    /// @param mostStatus the highest exit status that is not a failure
    static String run(List<String> command, int mostStatus) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int status = process.waitFor();
            if (status > mostStatus) {
                throw new AssertionError(String.join(" ", command) + " ended with " + status + ":\n" + output);
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// A Java program with the flags that the agent is deployed with, `deploy/agent.jvm`.
    static List<String> java(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + HOME.resolve("deploy/agent.jvm"),
                "-Djava.io.tmpdir=/run/lab/tmp"));
        command.addAll(List.of(arguments));
        return command;
    }

    /// The agent's jar and its libraries.
    static String agentClassPath() {
        Path target = HOME.resolve("edge-agent/target");
        try (var jars = Files.newDirectoryStream(target, "edge-agent-*.jar")) {
            for (Path jar : jars) {
                return jar + ":" + target.resolve("lib") + "/*";
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new AssertionError("the agent is not built: there is no edge-agent-*.jar in " + target);
    }
}
