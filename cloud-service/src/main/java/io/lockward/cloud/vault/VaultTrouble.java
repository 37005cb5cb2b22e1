package io.lockward.cloud.vault;

/// The place where footage lies does not do what it was asked.
public final class VaultTrouble extends RuntimeException {
    /// What is wrong.
    public enum Kind {
        /// It does not answer, or this replica has no key; may be tried again later.
        AWAY,
        /// There is no room; may be tried again later.
        FULL,
        /// What lies there is not what was put there.
        DAMAGED
    }

    private final Kind kind;

    private VaultTrouble(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    static VaultTrouble away(String message, Throwable cause) {
        return new VaultTrouble(Kind.AWAY, message, cause);
    }

    static VaultTrouble full(String message, Throwable cause) {
        return new VaultTrouble(Kind.FULL, message, cause);
    }

    static VaultTrouble damaged(String message, Throwable cause) {
        return new VaultTrouble(Kind.DAMAGED, message, cause);
    }

    public Kind kind() {
        return kind;
    }
}
