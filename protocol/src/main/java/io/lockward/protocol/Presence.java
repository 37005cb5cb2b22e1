package io.lockward.protocol;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Objects;

/// What a bank says about itself, signed with its own key, when it connects, every 30 s after that, when it leaves,
/// and by its will.
///
/// @param state what is said
/// @param at the controller's wall clock, which may be wrong
/// @param boot how many times the controller has booted, from 1
/// @param bootId the kernel's name of this boot
/// @param up milliseconds since boot; orders and times what the wall clock cannot
/// @param session this connection; a will of an older one is ignored
/// @param version the agent's version, at most 40 characters
/// @param journal the journal in use
/// @param epoch the journal's epoch, from 1
/// @param nextSeq the sequence number the next entry will get, from 1: tells the cloud how far behind it is
public record Presence(
        State state,
        Instant at,
        long boot,
        BootId bootId,
        long up,
        SessionId session,
        String version,
        JournalId journal,
        long epoch,
        long nextSeq) {

    /// `ONLINE` is also the heartbeat; `OFFLINE` is a goodbye; `LOST` is published by the broker as the will.
    public enum State {
        @JsonProperty("online")
        ONLINE,
        @JsonProperty("offline")
        OFFLINE,
        @JsonProperty("lost")
        LOST
    }

    /// How often a connected bank repeats `ONLINE`, in seconds (DESIGN: every 30 s).
    public static final int HEARTBEAT_SECONDS = 30;

    public Presence {
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(bootId, "bootId");
        Objects.requireNonNull(session, "session");
        Objects.requireNonNull(journal, "journal");
        Guard.text(version, "version", 40);
        Guard.atLeast(boot, 1, "boot");
        Guard.atLeast(up, 0, "up");
        Guard.atLeast(epoch, 1, "epoch");
        Guard.atLeast(nextSeq, 1, "nextSeq");
    }
}
