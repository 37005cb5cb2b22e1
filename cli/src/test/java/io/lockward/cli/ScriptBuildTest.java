package io.lockward.cli;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// What `./lockward demo` does first on a fresh clone: it builds the programs without anybody's test classes. CI builds
/// those classes before, so that it would not notice. And which commands it passes on.
class ScriptBuildTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern MODULES = Pattern.compile("(?m)^modules=\"([a-z0-9,-]+)\"$");
    private static final Pattern DEPENDENCY = Pattern.compile("(?s)<dependency>(.*?)</dependency>");
    private static final Pattern OURS =
            Pattern.compile("<groupId>io\\.lockward</groupId>\\s*<artifactId>([a-z0-9-]+)</artifactId>");

    @Test
    void programsAreBuiltWithoutTestClassesOfOtherModules() throws IOException {
        Matcher named = MODULES.matcher(Files.readString(ROOT.resolve("lockward")));
        assertTrue(named.find(), "the script says which modules it builds");
        Deque<String> left = new ArrayDeque<>(List.of(named.group(1).split(",", -1)));
        Set<String> seen = new TreeSet<>();
        while (!left.isEmpty()) {
            String module = left.remove();
            if (!seen.add(module)) {
                continue;
            }
            Matcher dependency = DEPENDENCY.matcher(Files.readString(ROOT.resolve(module, "pom.xml")));
            while (dependency.find()) {
                Matcher ours = OURS.matcher(dependency.group(1));
                if (ours.find()) {
                    assertFalse(
                            dependency.group(1).contains("test-jar"),
                            () -> module + " needs the test classes of " + ours.group(1));
                    left.add(ours.group(1));
                }
            }
        }
        assertTrue(seen.contains("protocol"), () -> "the walk went on to what the programs need: " + seen);
    }

    /// A command that the script does not know is one that nobody can give.
    @Test
    void theScriptPassesEveryCommandOnAndTellsOfIt() throws IOException {
        String script = Files.readString(ROOT.resolve("lockward"));
        int running = script.indexOf("case \"$command\" in");
        String cases = script.substring(running);
        String help = script.substring(0, running);
        Main.commandLine(new PrintWriter(Writer.nullWriter()), new PrintWriter(Writer.nullWriter()))
                .getSubcommands()
                .keySet()
                .forEach(name -> {
                    assertTrue(cases.matches("(?s).*[\\s|]" + name + "\\s?[)|].*"), () -> name + " is not passed on");
                    assertTrue(help.contains(name), () -> name + " is not in the help");
                });
    }
}
