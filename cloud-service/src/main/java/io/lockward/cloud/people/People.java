package io.lockward.cloud.people;

import io.lockward.cloud.access.Access;
import io.lockward.cloud.access.Audited;
import io.lockward.cloud.seal.SealKeys;
import io.lockward.protocol.BankId;
import io.lockward.protocol.parcel.Ticket;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Couriers and recipients, for whoever tells banks and people about them. Every method may be called from any
/// thread.
@Singleton
public final class People {
    private static final int MOST_COURIERS = 1_000;
    private static final int MOST_RECIPIENTS = 5_000;
    private static final int CODE_DIGITS = 8;

    private final PeopleStore store;
    private final SealKeys keys;
    private final Access access;
    private final InstantSource clock;
    private final RandomGenerator random;

    People(PeopleStore store, SealKeys keys, Access access, InstantSource clock, RandomGenerator random) {
        this.store = store;
        this.keys = keys;
        this.access = access;
        this.clock = clock;
        this.random = random;
    }

    /// Somebody parcels come for; `null` when there is none of that id.
    public @Nullable Recipient recipient(String id) {
        return store.recipient(id);
    }

    /// Who may put parcels into a bank, those first who are first by id.
    public List<Courier> couriersAt(BankId bank) {
        return store.couriers(bank.value(), null, null, MOST_COURIERS);
    }

    /// What a bank is told of those its parcels come for.
    public List<Ticket> recipientTickets(BankId bank) {
        return store.recipients(bank.value(), null, null, MOST_RECIPIENTS).stream()
                .map(Recipient::ticket)
                .toList();
    }

    List<Courier> couriers(@Nullable String bank, @Nullable String words, @Nullable String after, int limit) {
        return store.couriers(bank, words, after, limit);
    }

    @Nullable
    Courier courier(String id) {
        return store.courier(id);
    }

    List<Recipient> recipients(@Nullable String bank, @Nullable String words, @Nullable String after, int limit) {
        return store.recipients(bank, words, after, limit);
    }

    /// Keeps a courier.
    ///
    /// @param code typed or read from a badge; `null` keeps the one there is, or makes one
    /// @return the code when it was made here, to be shown once
    @Nullable
    String put(PeopleResource.AskedCourier asked, String id, @Nullable String code, String by) {
        Courier before = store.courier(id);
        String made = code == null && before == null ? digits() : null;
        String kept = code == null ? made : code;
        String locked = kept == null && before != null
                ? before.lockedCode()
                : keys.lock(Courier.purpose(id), kept == null ? "" : kept);
        Courier courier = asked.courier(id, locked, by, clock.instant());
        access.audit(new Audited(by, "courier.put", null, id, courier.label()));
        store.put(courier);
        return made;
    }

    /// Gives a courier another code, shown once.
    String renew(Courier courier, String by) {
        String code = digits();
        access.audit(new Audited(by, "courier.renew-code", null, courier.id(), null));
        store.put(new Courier(
                courier.id(),
                courier.label(),
                keys.lock(courier.purpose(), code),
                courier.from(),
                courier.until(),
                courier.mayCollect(),
                courier.mayCalibrate(),
                courier.banks(),
                by,
                clock.instant()));
        return code;
    }

    void put(Recipient recipient) {
        access.audit(new Audited(recipient.changedBy(), "recipient.put", null, recipient.id(), null));
        store.put(recipient);
    }

    void endCourier(String id, String by) {
        access.audit(new Audited(by, "courier.end", null, id, null));
        store.endCourier(id, by, clock.instant());
    }

    void endRecipient(String id, String by) {
        access.audit(new Audited(by, "recipient.end", null, id, null));
        store.endRecipient(id, by, clock.instant());
    }

    boolean canLock() {
        return keys.sealKey() != null;
    }

    private String digits() {
        return String.format(Locale.ROOT, "%0" + CODE_DIGITS + "d", random.nextInt(100_000_000));
    }
}
