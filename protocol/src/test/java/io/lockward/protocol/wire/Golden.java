package io.lockward.protocol.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The golden files by name, without their folder and ending.
final class Golden {
    private static final Path FOLDER = Path.of("src/test/resources/golden");

    private Golden() {}

    static SortedMap<String, byte[]> in(String folder) {
        SortedMap<String, byte[]> found = new TreeMap<>();
        try (Stream<Path> files = Files.list(FOLDER.resolve(folder))) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                found.put(name.substring(0, name.length() - ".json".length()), Files.readAllBytes(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    static byte[] message(String name) {
        byte[] golden = in("message").get(name);
        if (golden == null) {
            throw new IllegalArgumentException("no golden message " + name);
        }
        return golden;
    }

    static byte[] enums() {
        try {
            return Files.readAllBytes(FOLDER.resolve("enums.json"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
