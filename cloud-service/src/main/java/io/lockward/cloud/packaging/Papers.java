package io.lockward.cloud.packaging;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// The papers of a package that programs and people read: `README.txt`, `case.json`, `access.ndjson`. Any thread.
@Singleton
final class Papers {
    private final ObjectMapper json;

    Papers(ObjectMapper json) {
        this.json = json;
    }

    byte[] readme(Contents contents) {
        return utf8("""
                A package of evidence about case %s.
                Made %s by %s: %s

                report.pdf says what was found, for people. journal/ has the bank's own entries, clips/ its footage.

                Before you rely on it, check that nothing was changed. Two ways, and neither sends the package anywhere:

                  - Open the page /verify of Lockward in a browser, of the operator or of anybody else who runs it, and
                    choose this file. You may disconnect from the network first.
                  - lockward evidence verify FILE --key ROOT

                Both ask for the root of the fleet. Take it from somewhere else than this package: the operator publishes
                it. Its fingerprint must be

                  %s

                What it proves and what it does not: docs/reference/evidence-package.md of Lockward.
                """.formatted(
                        contents.facts().id(),
                        contents.madeAt(),
                        contents.madeBy(),
                        contents.why(),
                        contents.rootFingerprint()));
    }

    byte[] caseFile(Contents contents) {
        ObjectNode node = json.createObjectNode();
        node.put("package", contents.id());
        node.put("madeAt", contents.madeAt().toString());
        node.put("madeBy", contents.madeBy());
        node.put("why", contents.why());
        node.set("case", json.valueToTree(contents.facts()));
        node.set("unproven", json.valueToTree(contents.unproven()));
        node.set("missing", json.valueToTree(contents.missing()));
        try {
            return utf8(json.writerWithDefaultPrettyPrinter().writeValueAsString(node) + "\n");
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("a case can always be written", e);
        }
    }

    byte[] accessLog(Contents contents) {
        StringBuilder lines = new StringBuilder();
        try {
            for (ClipSource.Looked look : contents.looks()) {
                lines.append(json.writeValueAsString(look)).append('\n');
            }
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("a look can always be written", e);
        }
        return utf8(lines.toString());
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
