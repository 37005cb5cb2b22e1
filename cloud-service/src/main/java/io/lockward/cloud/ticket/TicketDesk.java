package io.lockward.cloud.ticket;

import io.lockward.cloud.command.Downlink;
import io.lockward.cloud.people.Courier;
import io.lockward.cloud.people.People;
import io.lockward.cloud.policy.OrderRules;
import io.lockward.cloud.seal.BankSecrets;
import io.lockward.cloud.seal.SealKeys;
import io.lockward.fleet.FleetStore;
import io.lockward.fleet.command.Signing;
import io.lockward.fleet.parcel.Ticketing;
import io.lockward.protocol.BankId;
import io.lockward.protocol.command.Refusal;
import io.lockward.protocol.parcel.BankSecret;
import io.lockward.protocol.parcel.SealKey;
import io.lockward.protocol.parcel.Ticket;
import io.lockward.protocol.parcel.Tickets;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends banks the tickets they lack, a change at a time, each from the version that the bank has reported. Any
/// thread, also of other replicas: one of them sends, and what goes twice is taken once.
@Singleton
final class TicketDesk {
    private static final Logger LOG = LoggerFactory.getLogger(TicketDesk.class);
    private static final int ROUND = 200;

    private final TicketStore store;
    private final People people;
    private final FleetStore fleet;
    private final SealKeys keys;
    private final BankSecrets secrets;
    private final Downlink downlink;
    private final InstantSource clock;

    TicketDesk(
            TicketStore store,
            People people,
            FleetStore fleet,
            SealKeys keys,
            BankSecrets secrets,
            Downlink downlink,
            InstantSource clock) {
        this.store = store;
        this.people = people;
        this.fleet = fleet;
        this.keys = keys;
        this.secrets = secrets;
        this.downlink = downlink;
        this.clock = clock;
    }

    void round() {
        store.outdated(ROUND).forEach(this::renew);
        if (!downlink.isThere()) {
            return;
        }
        SealKey key = keys.sealKey();
        Instant now = clock.instant();
        for (TicketStore.Lacking bank : store.lacking(key == null ? null : key.kid(), ROUND)) {
            if (!send(bank, key, now)) {
                return;
            }
        }
    }

    /// Couriers need the bank's secret for their fingerprints; recipients do not.
    private void renew(TicketStore.Outdated bank) {
        BankSecret secret = secrets.of(bank.bank());
        fleet.transaction(transaction -> {
            transaction.books().lock(List.of(bank.bank()));
            Ticketing.replace(transaction, bank.bank(), "recipient/", people.recipientTickets(bank.bank()));
            if (secret != null) {
                Ticketing.replace(transaction, bank.bank(), "courier/", couriers(bank.bank(), secret));
            }
            return true;
        });
        store.done(bank);
    }

    private List<Ticket> couriers(BankId bank, BankSecret secret) {
        List<Ticket> tickets = new ArrayList<>();
        for (Courier courier : people.couriersAt(bank)) {
            String code = keys.unlock(courier.purpose(), courier.lockedCode());
            if (code != null) {
                tickets.add(courier.ticket(secret, code));
            }
        }
        return tickets;
    }

    /// @return false when nobody signs now
    private boolean send(TicketStore.Lacking bank, @Nullable SealKey key, Instant now) {
        OrderRules.Sent last = bank.last();
        boolean waits = last != null
                && last.version() == bank.version()
                && last.version() != bank.report().version()
                && OrderRules.due(last, last.version(), bank.session(), now) == 0;
        Tickets next = waits ? null : next(bank, key, now);
        int times = next == null ? 0 : OrderRules.due(last, next.version(), bank.session(), now);
        if (next == null || times == 0) {
            return true;
        }
        switch (downlink.sign(next)) {
            case Signing.Signature.Made(byte[] signed) -> {
                if (claim(bank, next, times, now)) {
                    downlink.order(bank.bank(), signed);
                }
            }
            case Signing.Signature.Refused(Refusal _, String reason) -> {
                if (claim(bank, next, times, now)) {
                    LOG.atError()
                            .addKeyValue("bank", bank.bank())
                            .addKeyValue("version", next.version())
                            .addKeyValue("reason", reason)
                            .log("the signer refuses a change of tickets");
                }
            }
            case Signing.Signature.NotYet _ -> {
                // No key counts both here and at the bank: it gets the newest key set first.
            }
            case Signing.Signature.Away _ -> {
                return false;
            }
        }
        return true;
    }

    private boolean claim(TicketStore.Lacking bank, Tickets next, int times, Instant now) {
        OrderRules.Sent last = bank.last();
        return store.claim(
                bank.bank(),
                new OrderRules.Sent(next.version(), now, times, bank.session()),
                last == null ? null : last.at());
    }

    private @Nullable Tickets next(TicketStore.Lacking bank, @Nullable SealKey key, Instant now) {
        List<Tickets> one = new ArrayList<>();
        fleet.transaction(transaction -> {
            one.clear(); // the work may run more than once
            Tickets next = Ticketing.next(transaction, bank.bank(), bank.report(), now, key);
            return next == null || one.add(next);
        });
        return one.isEmpty() ? null : one.getFirst();
    }

    void prune() {
        store.prune();
    }
}
