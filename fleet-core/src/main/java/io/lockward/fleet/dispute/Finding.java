package io.lockward.fleet.dispute;

import java.util.List;
import java.util.stream.Collectors;

/// What the rules propose to find. A person reads it, changes it and closes the case; the rules close none.
///
/// @param certainty of the least sure statement that decides
/// @param statements in the order of time, at least one
public record Finding(Certainty certainty, List<Statement> statements) {
    public Finding {
        statements = List.copyOf(statements);
    }

    static Finding of(List<Statement> statements) {
        Certainty least = Certainty.PROVEN;
        for (Statement statement : statements) {
            if (statement.kind().decides()) {
                least = least.and(statement.certainty());
            }
        }
        return new Finding(least, statements);
    }

    /// What the last deciding statement says: how it ended.
    public Statement.Kind conclusion() {
        Statement.Kind last = statements.getFirst().kind();
        for (Statement statement : statements) {
            last = statement.kind().decides() ? statement.kind() : last;
        }
        return last;
    }

    /// All of it in plain words, each sentence with how sure it is and what it lacks.
    public String words() {
        return statements.stream()
                .map(statement -> label(statement.certainty()) + ": " + statement.words()
                        + (statement.lacks().isEmpty() ? "" : " (" + String.join(" ", statement.lacks()) + ")"))
                .collect(Collectors.joining("\n"));
    }

    private static String label(Certainty certainty) {
        return switch (certainty) {
            case PROVEN -> "Proven";
            case LIKELY -> "Likely";
            case UNDECIDED -> "Not decided";
        };
    }
}
