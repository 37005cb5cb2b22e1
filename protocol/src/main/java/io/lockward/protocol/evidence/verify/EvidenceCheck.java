package io.lockward.protocol.evidence.verify;

/// One thing that was checked.
///
/// @param what kind of thing
/// @param place where: a file of the package, or a part of the archive
/// @param detail one sentence for people. It may repeat what the package says of itself, bounded and without control
///     characters
public record EvidenceCheck(What what, String place, Outcome outcome, String detail) {
    /// In the order in which they are made.
    public enum What {
        /// The archive has exactly the form of the format.
        ARCHIVE("archive"),
        /// The root is the one the reader trusts.
        ROOT("root"),
        /// The key set is signed by the root.
        KEY_SET("key-set"),
        /// The manifest is signed by a key that may sign evidence.
        MANIFEST("manifest"),
        /// A file is the one that is listed.
        FILE("file"),
        /// A run of entries leads to its bank's signed checkpoint.
        CHAIN("chain"),
        /// Footage is the one that its bank recorded.
        CLIP("clip");

        private final String code;

        What(String code) {
            this.code = code;
        }

        /// For programs.
        public String code() {
            return code;
        }
    }

    /// How it came out.
    public enum Outcome {
        HOLDS,
        FAILS,
        /// Only of the root: there was nothing to compare it with.
        OPEN
    }

    static EvidenceCheck holds(What what, String place, String detail) {
        return new EvidenceCheck(what, place, Outcome.HOLDS, detail);
    }

    static EvidenceCheck fails(What what, String place, String detail) {
        return new EvidenceCheck(what, place, Outcome.FAILS, detail);
    }
}
