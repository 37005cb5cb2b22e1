package io.lockward.fleet.dispute;

import io.lockward.fleet.StoredEntry;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// Times and such in sentences. Pure.
final class CaseWords {
    private static final DateTimeFormatter WHEN = DateTimeFormatter.ofPattern("d MMM uuuu HH:mm:ss", Locale.ENGLISH);

    private CaseWords() {}

    static String when(Chronicle chronicle, StoredEntry entry) {
        return when(chronicle.evidence().question(), entry.stamp().at());
    }

    static String when(Question question, Instant at) {
        return WHEN.format(at.atZone(question.zone()));
    }

    static String span(Question question) {
        return "between " + when(question, question.from()) + " and " + when(question, question.to());
    }

    /// A word of the wire for people: `left-behind` as `left behind`.
    static String plain(String word) {
        return word.replace('-', ' ').replace('.', ' ');
    }
}
