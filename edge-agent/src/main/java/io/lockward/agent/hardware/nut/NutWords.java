package io.lockward.agent.hardware.nut;

import java.util.ArrayList;
import java.util.List;

/// The words of a protocol line: separated by spaces, or in double quotes with `\"` and `\\` inside.
final class NutWords {
    private static final int MOST_WORDS = 32;

    private NutWords() {}

    /// @throws NutFault when a quote stays open, a backslash escapes nothing known, or there are too many words
    static List<String> of(String line) throws NutFault {
        List<String> words = new ArrayList<>();
        int at = 0;
        while (at < line.length()) {
            char c = line.charAt(at);
            if (c == ' ' || c == '\t') {
                at++;
                continue;
            }
            if (words.size() == MOST_WORDS) {
                throw NutFault.protocol("upsd answered more than " + MOST_WORDS + " words");
            }
            StringBuilder word = new StringBuilder();
            at = c == '"' ? quoted(line, at + 1, word) : bare(line, at, word);
            words.add(word.toString());
        }
        return words;
    }

    /// `word` as it is sent.
    static String quote(String word) {
        return '"' + word.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static int bare(String line, int from, StringBuilder word) {
        int at = from;
        while (at < line.length() && line.charAt(at) != ' ' && line.charAt(at) != '\t') {
            word.append(line.charAt(at++));
        }
        return at;
    }

    private static int quoted(String line, int from, StringBuilder word) throws NutFault {
        int at = from;
        while (at < line.length()) {
            char c = line.charAt(at++);
            if (c == '"') {
                return at;
            }
            if (c == '\\') {
                if (at == line.length() || (line.charAt(at) != '"' && line.charAt(at) != '\\')) {
                    throw NutFault.protocol("upsd answered a stray backslash");
                }
                c = line.charAt(at++);
            }
            word.append(c);
        }
        throw NutFault.protocol("upsd answered an open quote");
    }
}
