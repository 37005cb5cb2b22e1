package io.lockward.protocol.entry;

import io.lockward.protocol.Guard;
import org.jspecify.annotations.Nullable;

/// An entry this version cannot read: a type it does not know, or fields that break the rules. It is stored and shown
/// as it came, so that neither a newer agent nor a faulty one can stop the stream.
///
/// @param type what the entry calls itself, at most 64 characters
/// @param problem what is wrong with its fields; `null` when only the type is unknown
public record UnreadEntry(String type, @Nullable String problem) implements Entry {
    public UnreadEntry {
        Guard.text(type, "type", 64);
        Guard.optionalText(problem, "problem", 256);
    }
}
