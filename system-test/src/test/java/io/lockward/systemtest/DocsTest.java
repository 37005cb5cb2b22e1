package io.lockward.systemtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockward.launcher.Programs;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Holds the pages for developers against the sources.
class DocsTest {
    private static final Path HOME = Programs.find().home();
    private static final Set<String> NOT_OURS = Set.of("target", ".git", "node_modules", ".lockward");
    private static final int MOST_LINES = 400;
    private static final Pattern CODE = Pattern.compile("`([^`\n]+)`");
    private static final Pattern FENCE = Pattern.compile("(?ms)^```.*?^```");
    /// Words with a hump: `CommandFold`, `AgentConfig`; also `CommandFold.of` and `BrokerIT.some_test`.
    private static final Pattern TYPE =
            Pattern.compile("([A-Z][a-z0-9]+(?:[A-Z][A-Za-z0-9]*)+)(?:[.#]\\w+(?:\\(.*\\))?)?");
    private static final Pattern WORD = Pattern.compile("\\b[A-Z]\\w+");

    private static final Set<String> WORDS = new HashSet<>();
    private static final List<Path> SOURCES = new ArrayList<>();

    @BeforeAll
    static void readSources() throws IOException {
        Files.walkFileTree(HOME, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                return NOT_OURS.contains(String.valueOf(folder.getFileName()))
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                String name = file.toString();
                if (name.endsWith(".java") || name.endsWith(".js") || name.endsWith(".css") || name.endsWith(".sql")) {
                    SOURCES.add(file);
                    Matcher words = WORD.matcher(Files.readString(file));
                    while (words.find()) {
                        WORDS.add(words.group());
                    }
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }

    @Test
    void everyTypeThatAPageNamesExists() throws IOException {
        Set<String> missing = new TreeSet<>();
        for (Path page : pages()) {
            for (String code : codes(page)) {
                Matcher type = TYPE.matcher(code);
                if (type.matches() && !WORDS.contains(type.group(1))) {
                    missing.add(HOME.relativize(page) + " names " + code);
                }
            }
        }
        assertEquals(Set.of(), missing);
    }

    @Test
    void everyPathThatAPageNamesExists() throws IOException {
        Set<String> missing = new TreeSet<>();
        for (Path page : pages()) {
            for (String code : codes(page)) {
                if (isPath(code) && !Files.exists(HOME.resolve(code))) {
                    missing.add(HOME.relativize(page) + " names " + code);
                }
            }
        }
        assertEquals(Set.of(), missing);
    }

    @Test
    void noSourceFileIsLongerThanFourHundredLines() throws IOException {
        Set<String> tooLong = new TreeSet<>();
        for (Path source : SOURCES) {
            long lines = Files.readString(source).lines().count();
            if (lines > MOST_LINES) {
                tooLong.add(HOME.relativize(source) + " has " + lines);
            }
        }
        assertEquals(Set.of(), tooLong, "a file this long has more than one job");
    }

    @Test
    void theArchitectureFitsOnOnePage() throws IOException {
        assertTrue(Files.readString(HOME.resolve("ARCHITECTURE.md")).lines().count() <= 150);
    }

    @Test
    void theReadmeShowsTheTwoCommands() throws IOException {
        String readme = Files.readString(HOME.resolve("README.md"));
        assertTrue(readme.contains("./lockward demo"), "how to see it");
        assertTrue(readme.contains("./lockward test"), "how to prove it");
    }

    @Test
    void everyLinkToAFileLeadsThere() throws IOException {
        Pattern link = Pattern.compile("\\]\\(([^)#\\s]+)(?:#[^)]*)?\\)");
        Set<String> broken = new TreeSet<>();
        for (Path page : pages()) {
            Matcher links = link.matcher(FENCE.matcher(Files.readString(page)).replaceAll(""));
            while (links.find()) {
                String target = links.group(1);
                if (!target.contains(":") && !Files.exists(page.resolveSibling(target))) {
                    broken.add(HOME.relativize(page) + " links " + target);
                }
            }
        }
        assertEquals(Set.of(), broken);
    }

    /// A path from the root of the repository: its first step is there, it is no pattern, and not what the build makes.
    private static boolean isPath(String code) {
        int slash = code.indexOf('/');
        return slash > 0
                && code.matches("[\\w./-]+")
                && !code.contains("...")
                && !code.contains("/target/")
                && Files.exists(HOME.resolve(code.substring(0, slash)));
    }

    private static List<String> codes(Path page) throws IOException {
        List<String> codes = new ArrayList<>();
        Matcher matcher = CODE.matcher(FENCE.matcher(Files.readString(page)).replaceAll(""));
        while (matcher.find()) {
            codes.add(matcher.group(1));
        }
        return codes;
    }

    private static List<Path> pages() {
        List<Path> pages = new ArrayList<>(
                List.of(HOME.resolve("ARCHITECTURE.md"), HOME.resolve("CONTRIBUTING.md"), HOME.resolve("README.md")));
        pages.addAll(Folders.files(HOME.resolve("docs/decisions"), ".md"));
        pages.removeIf(page -> !Files.exists(page));
        return pages;
    }
}
