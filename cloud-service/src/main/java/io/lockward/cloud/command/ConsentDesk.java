package io.lockward.cloud.command;

import io.lockward.cloud.access.Access;
import io.lockward.cloud.access.Audited;
import io.lockward.cloud.http.Problem;
import io.lockward.cloud.key.KeySets;
import io.lockward.fleet.FleetStore;
import io.lockward.fleet.command.CommandRecord;
import io.lockward.fleet.command.Commands;
import io.lockward.protocol.BankId;
import io.lockward.protocol.CommandId;
import io.lockward.protocol.Diagnostics;
import io.lockward.protocol.command.Approval;
import io.lockward.protocol.command.Command;
import io.lockward.protocol.command.CommandState;
import io.lockward.protocol.key.KeyRing;
import io.lockward.protocol.key.Scope;
import io.lockward.protocol.key.VerifyingKey;
import io.lockward.protocol.wire.Opened;
import io.lockward.protocol.wire.SignedMessage;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Where two people consent to what one must not do alone, and where the answer to `diagnose` is read. What is checked
/// here spares a wait; what the bank checks decides. Every method may be called from any thread.
@Singleton
final class ConsentDesk {
    private final FleetStore store;
    private final CommandReadStore reads;
    private final KeySets keys;
    private final CommandSender sender;
    private final Access access;
    private final InstantSource clock;

    ConsentDesk(
            FleetStore store,
            CommandReadStore reads,
            KeySets keys,
            CommandSender sender,
            Access access,
            InstantSource clock) {
        this.store = store;
        this.reads = reads;
        this.keys = keys;
        this.sender = sender;
        this.access = access;
        this.clock = clock;
    }

    /// Adds one person's consent, and sends the command when it was the last that was missing.
    CommandView approve(CommandId id, String approval, String by) {
        CommandView view = reads.command(id);
        if (view == null) {
            throw CommandDesk.noCommand().asException();
        }
        CommandView.Consent consent = view.consent();
        if (consent == null || view.state() != CommandState.QUEUED) {
            throw Problem.of(
                            "no-approval-needed",
                            "It waits for nobody's approval",
                            409,
                            "The command is " + view.state().name().toLowerCase(java.util.Locale.ROOT)
                                    + (consent == null ? " and needs no approval." : "."))
                    .asException();
        }
        KeyRing ring = ring();
        String holder = holder(approval, ring, view, consent);
        access.audit(new Audited(by, "command.approve", view.bank().value(), id.toString(), holder));
        CommandRecord standing = store.transaction(transaction -> {
                    CommandRecord record = transaction.lockCommands(List.of(id)).get(id);
                    if (record != null
                            && record.command() instanceof Command.UnlockAll(List<String> given)
                            && given.stream().anyMatch(other -> holder.equals(holderOf(other, ring)))) {
                        return Optional.<CommandRecord>empty();
                    }
                    return Optional.ofNullable(Commands.approve(
                            transaction, id, approval, CommandView.APPROVED_BY + holder + '.', clock.instant()));
                })
                .orElse(null);
        if (standing == null) {
            throw Problem.of(
                            "approved-already",
                            "One person cannot approve twice",
                            409,
                            holder + " has approved it. Somebody else has to as well.")
                    .asException();
        }
        sender.round();
        CommandView after = reads.command(id);
        return after == null ? view : after;
    }

    /// The bundle a command brought.
    BundleView bundle(CommandId id) {
        CommandReadStore.Bundle stored = reads.bundle(id);
        BundleView bundle = stored == null ? null : read(stored);
        if (bundle == null) {
            throw Problem.notFound("No diagnostic bundle has come for this command.")
                    .asException();
        }
        return bundle;
    }

    /// A bank's bundles, newest first.
    ///
    /// @param before those of commands older than this one
    List<BundleView.Listed> bundles(BankId bank, @Nullable UUID before, int limit) {
        List<BundleView.Listed> listed = new ArrayList<>();
        for (CommandReadStore.Bundle stored : reads.bundles(bank, before, limit)) {
            BundleView bundle = read(stored);
            if (bundle != null) {
                listed.add(BundleView.Listed.of(bundle));
            }
        }
        return listed;
    }

    /// It was checked when it came; the key may have been replaced since.
    private static @Nullable BundleView read(CommandReadStore.Bundle stored) {
        Diagnostics told = SignedMessage.DIAGNOSTICS.peek(bytes(stored.jws()));
        String key = stored.publicKey();
        boolean proven = key != null
                && SignedMessage.DIAGNOSTICS.open(bytes(stored.jws()), new VerifyingKey(key))
                        instanceof Opened.Ok<Diagnostics>;
        return told == null ? null : BundleView.of(told, stored, proven);
    }

    private KeyRing ring() {
        KeySets.InForce set = keys.inForce();
        if (set == null) {
            throw Problem.of(
                            "no-key-set",
                            "No key set is in force",
                            409,
                            "Without a key set nobody's approval can be told from anybody's: PUT /api/v1/key-set.")
                    .asException();
        }
        return set.ring();
    }

    private String holder(String approval, KeyRing ring, CommandView view, CommandView.Consent consent) {
        Instant now = clock.instant();
        return switch (SignedMessage.APPROVAL.open(bytes(approval), ring, Scope.APPROVE, now)) {
            case Opened.Refused<Approval> no -> throw wrong(no.detail());
            case Opened.Ok<Approval>(Approval given, String _) -> {
                boolean same = given.jti().equals(view.id())
                        && given.aud().equals(view.bank())
                        && given.kind().equals(view.kind());
                if (!same) {
                    throw wrong("it is for another command");
                }
                if (!given.boot().equals(consent.boot())) {
                    throw wrong("it is for another boot of the bank; it has restarted since, so ask anew");
                }
                String holder = holderOf(approval, ring);
                if (holder == null) {
                    throw wrong("its key is held by nobody");
                }
                yield holder;
            }
        };
    }

    private @Nullable String holderOf(String approval, KeyRing ring) {
        Instant now = clock.instant();
        return SignedMessage.APPROVAL.open(bytes(approval), ring, Scope.APPROVE, now)
                                instanceof Opened.Ok<Approval>(Approval _, String kid)
                        && ring.find(kid, Scope.APPROVE, now) instanceof KeyRing.Found.Key found
                ? found.key().holder()
                : null;
    }

    private static RuntimeException wrong(String why) {
        return Problem.of("bad-approval", "The approval does not count", 422, "`approval`: " + why + ".")
                .asException();
    }

    private static byte[] bytes(String jws) {
        return jws.getBytes(StandardCharsets.ISO_8859_1);
    }
}
