package io.lockward.cloud.parcel;

import io.lockward.cloud.access.Access;
import io.lockward.cloud.access.Audited;
import io.lockward.cloud.fleet.Fleet;
import io.lockward.cloud.http.Problem;
import io.lockward.cloud.people.MaskRules;
import io.lockward.cloud.people.People;
import io.lockward.cloud.people.Recipient;
import io.lockward.fleet.FleetStore;
import io.lockward.fleet.parcel.Announcement;
import io.lockward.fleet.parcel.ParcelFact;
import io.lockward.fleet.parcel.ParcelKey;
import io.lockward.fleet.parcel.ParcelRecord;
import io.lockward.fleet.parcel.Parcels;
import io.lockward.protocol.BankId;
import io.lockward.protocol.CommandId;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.ParcelId;
import io.lockward.protocol.parcel.Size;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Where parcels are announced, taken back and seen to. Every method may be called from any thread.
@Singleton
final class ParcelDesk {
    private final FleetStore store;
    private final ParcelReadStore reads;
    private final ReconciliationStore books;
    private final RequestStore requests;
    private final People people;
    private final Fleet fleet;
    private final Access access;
    private final InstantSource clock;
    private final RandomGenerator random;

    ParcelDesk(
            FleetStore store,
            ParcelReadStore reads,
            ReconciliationStore books,
            RequestStore requests,
            People people,
            Fleet fleet,
            Access access,
            InstantSource clock,
            RandomGenerator random) {
        this.store = store;
        this.reads = reads;
        this.books = books;
        this.requests = requests;
        this.people = people;
        this.fleet = fleet;
        this.access = access;
        this.clock = clock;
        this.random = random;
    }

    /// Announces a parcel and keeps room for it.
    ///
    /// @param key the caller's Idempotency-Key; the same key and body give the same parcel
    ParcelView announce(AskedParcel asked, String by, @Nullable String key) {
        BankId bank = asked.at();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Map<CompartmentId, Size> compartments = fleet.registeredSizes(bank.value());
        ParcelKey parcel =
                new ParcelKey(bank, new ParcelId(CommandId.next(now, random).value()));
        if (key != null) {
            parcel = reserve(by, key, hash(asked), parcel, now);
            ParcelReadStore.Row earlier = reads.find(parcel.parcel().value(), bank.value());
            if (earlier != null) {
                return ParcelView.of(earlier);
            }
        }
        Announcement announcement = announcement(asked, bank, by, now);
        access.audit(
                new Audited(by, "parcel.announce", bank.value(), parcel.parcel().toString(), asked.reference()));
        ParcelKey known = parcel;
        SpaceRules.Room room = store.transaction(transaction -> {
            transaction.books().lock(List.of(bank));
            SpaceRules.Room found = SpaceRules.room(
                    compartments, books.picture(bank).open(), announcement.size(), announcement.compartment());
            if (found instanceof SpaceRules.Room.Found
                    && transaction.books().parcels(List.of(known)).isEmpty()) {
                Parcels.announce(transaction, known, announcement);
            }
            return found;
        });
        if (room instanceof SpaceRules.Room.None(String why)) {
            throw Problem.of("no-room", "No room for it", 409, why).asException();
        }
        return view(known);
    }

    /// Does something to a parcel.
    ///
    /// @param text why, for people
    ParcelView act(UUID id, @Nullable String bank, ParcelFact.What what, String by, @Nullable String text) {
        ParcelReadStore.Row row = reads.find(id, bank);
        if (row == null) {
            throw noParcel().asException();
        }
        ParcelKey key = row.parcel().key();
        access.audit(new Audited(by, "parcel." + what.word(), key.bank().value(), id.toString(), text));
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        boolean done = store.transaction(transaction -> {
            transaction.books().lock(List.of(key.bank()));
            ParcelRecord record = transaction.books().parcels(List.of(key)).get(key);
            if (record == null || !Parcels.makesSense(what, record)) {
                return record != null && isSo(what, record);
            }
            return Parcels.act(transaction, key, what, by, text, now) != null;
        });
        if (!done) {
            throw Problem.of(
                            "not-now",
                            "Not possible where the parcel stands",
                            409,
                            "It is " + row.parcel().standing().state().word() + ". Read its story: GET /api/v1/parcels/"
                                    + id + ".")
                    .asException();
        }
        return view(key);
    }

    /// Asking for what is so already is no mistake, but for a new code.
    private static boolean isSo(ParcelFact.What what, ParcelRecord parcel) {
        return switch (what) {
            case CANCELLED -> parcel.standing().cancelled();
            case OVERDUE -> parcel.standing().overdue();
            case RETURNING -> parcel.standing().returning();
            case HELD -> parcel.standing().held();
            case ANNOUNCED, RENEWED, RELEASED -> false;
        };
    }

    static Problem noParcel() {
        return Problem.notFound("There is no such parcel.");
    }

    private ParcelView view(ParcelKey key) {
        ParcelReadStore.Row row = reads.find(key.parcel().value(), key.bank().value());
        if (row == null) {
            throw noParcel().asException();
        }
        return ParcelView.of(row);
    }

    private Announcement announcement(AskedParcel asked, BankId bank, String by, Instant now) {
        Recipient recipient = null;
        String id = asked.recipient();
        if (id != null) {
            recipient = people.recipient(id);
            if (recipient == null || !recipient.banks().contains(bank.value())) {
                throw Problem.of(
                                "no-such-recipient",
                                "No such recipient",
                                422,
                                "`recipient`: nobody of that id gets parcels at " + bank + ".")
                        .asException();
            }
        }
        String label = asked.line("label", asked.label());
        if (label == null) {
            if (recipient == null) {
                throw Problem.invalid("label", "says whose it is when there is no recipient, such as a unit")
                        .asException();
            }
            String both = recipient.unit() + ", " + MaskRules.name(recipient.name());
            label = both.length() > 64 ? recipient.unit() : both;
        }
        return new Announcement(
                label,
                asked.line("tracking", asked.tracking()),
                asked.line("reference", asked.reference()),
                asked.room(),
                id,
                asked.place(),
                asked.reachable() == null ? recipient != null && recipient.reachable() : asked.reachable(),
                asked.end(now),
                by,
                now);
    }

    private ParcelKey reserve(String by, String key, String hash, ParcelKey parcel, Instant now) {
        if (!key.matches("[\\x21-\\x7e]{1,128}")) {
            throw Problem.invalid("Idempotency-Key", "has 1 to 128 printable characters without spaces")
                    .asException();
        }
        RequestStore.Reservation standing = requests.reserve(by, key, hash, parcel, now);
        if (!standing.bodyHash().equals(hash)) {
            throw Problem.of(
                            "key-reused",
                            "The key stands for something else",
                            422,
                            "This Idempotency-Key was used for another parcel. Make a new key.")
                    .asException();
        }
        return standing.parcel();
    }

    private static String hash(AskedParcel asked) {
        try {
            byte[] text = asked.toString().getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
