package io.lockward.agent.journal;

import org.jspecify.annotations.Nullable;

/// The disk has no space left, and dropping entries did not make enough. Not fatal: what was appended stays in
/// memory, not durable, and a later `sync` may succeed.
public final class JournalFull extends RuntimeException {
    public JournalFull(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
