package io.lockward.agent.link;

/// Why a bank forgot nothing when an `ack` came. The first two happen in good order; the others do not.
public enum AckRefusal {
    /// For another journal: an older one of this bank, or none of ours.
    OTHER_JOURNAL,
    /// Not above what was acknowledged before; acks never go back, so one that is played again says nothing.
    NOT_NEW,
    /// Above anything this bank can have sent: no sane cloud says so.
    NOT_SENT,
    /// No ack at all.
    UNREADABLE,
    /// It came as a retained message.
    RETAINED,
    /// Not signed, though the key set has a key that may acknowledge.
    UNSIGNED,
    /// For another bank.
    WRONG_BANK,
    /// Signed with a key the bank does not know.
    UNKNOWN_KEY,
    /// The key that signed it does not count yet, or no longer.
    KEY_OUT_OF_TIME,
    /// The key that signed it may sign other things.
    OUT_OF_SCOPE,
    /// The signature does not hold.
    BAD_SIGNATURE,
    /// More signatures than a bank checks in a while.
    OVER_BUDGET
}
