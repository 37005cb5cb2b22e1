package io.lockward.cloud.fleet;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.lockward.cloud.alarm.AlarmView;
import io.lockward.cloud.command.CommandView;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// All that is known of one bank.
public record TwinView(
        @JsonUnwrapped BankView bank,
        Layout layout,
        List<CompartmentView> compartments,
        KioskView kiosk,
        IdentityView identity,
        @Nullable AgentView agent,
        NetworkView network,
        @Nullable JournalView journal,
        List<AlarmView> openAlarms,
        List<CommandView> openCommands) {

    /// Whether what speaks in its name is the bank.
    ///
    /// @param fingerprint the JWK thumbprint of its registered key; `null` when none is registered
    /// @param registeredAt when that key was registered
    /// @param proven whether its newest word is signed with that key
    /// @param heardAt when that word came
    /// @param advice what to do about it, when something is to be done
    public record IdentityView(
            @Nullable String fingerprint,
            @Nullable Instant registeredAt,
            boolean proven,
            @Nullable Instant heardAt,
            @Nullable String advice) {}

    /// One compartment.
    ///
    /// @param conditions kinds of the alarms open on it
    public record CompartmentView(
            String id,
            String size,
            DoorView door,
            @Nullable LockView lock,
            @Nullable OccupancyView occupancy,
            @Nullable ServiceView service,
            List<String> conditions) {}

    /// What the door switch says.
    ///
    /// @param state `closed`, `open`, `jammed` or `unknown`
    public record DoorView(
            String state,
            @Nullable Instant at,
            @Nullable Long seq,
            @Nullable Long epoch,
            boolean fresh) {}

    /// When the lock was last driven, and what for.
    public record LockView(Instant lastPulsedAt, String why, String id, long seq) {}

    /// Whether something lies in it.
    public record OccupancyView(
            String state, Instant at, long seq, @Nullable Double confidence) {}

    /// Whether it may be used, by the newest decision of a person.
    public record ServiceView(boolean inService, String why, Instant at, long seq) {}

    /// The screen: `ok`, `frozen` or `unknown`.
    public record KioskView(
            String state, @Nullable Instant at, @Nullable Long seq, boolean fresh) {}

    /// The agent and the boot it runs in.
    public record AgentView(
            String version,
            UUID bootId,
            long boot,
            long upMillis,
            @Nullable Instant startedAt,
            @Nullable String cause,
            @Nullable Boolean expected,
            @Nullable Instant at,
            @Nullable Long seq) {}

    /// Its connection.
    ///
    /// @param clockOffsetMillis the controller's clock minus ours
    /// @param behind entries it has and we have not
    public record NetworkView(
            @Nullable String session,
            @Nullable Long clockOffsetMillis,
            @Nullable Long behind) {}

    /// How much of its journal is here.
    ///
    /// @param upTo without a hole
    public record JournalView(UUID journal, long epoch, long upTo, long received) {}
}
