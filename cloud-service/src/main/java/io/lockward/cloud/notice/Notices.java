package io.lockward.cloud.notice;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lockward.cloud.access.Access;
import io.lockward.cloud.access.Audited;
import io.lockward.cloud.people.People;
import io.lockward.cloud.people.Recipient;
import io.lockward.cloud.seal.BankSecrets;
import io.lockward.cloud.seal.SealKeys;
import io.lockward.fleet.FleetChanges;
import io.lockward.fleet.FleetStore;
import io.lockward.fleet.alarm.Alarm;
import io.lockward.fleet.alarm.AlarmChange;
import io.lockward.fleet.alarm.AlarmKind;
import io.lockward.fleet.parcel.Announcement;
import io.lockward.fleet.parcel.ParcelRecord;
import io.lockward.protocol.BankId;
import io.lockward.protocol.CompartmentId;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends what is due. It is written when it is sent, from where the parcel stands then: what was overtaken is
/// dropped, and the code is derived for the one message and kept nowhere.
///
/// A crash between sending and writing down that it was sent sends it once more, with the same id (`webhook-id`,
/// `Message-ID`), after the lease. Any thread, also of other replicas.
@Singleton
final class Notices {
    private static final Logger LOG = LoggerFactory.getLogger(Notices.class);
    private static final int ROUND = 20;
    /// Who does what no person asked for.
    private static final String BY = "lockward:notices";

    private final NoticeStore store;
    private final WebhookStore endpoints;
    private final FleetStore fleet;
    private final People people;
    private final BankSecrets secrets;
    private final SealKeys keys;
    private final MailSender mail;
    private final WebhookSender webhooks;
    private final Access access;
    private final ObjectMapper json;
    private final InstantSource clock;

    Notices(
            NoticeStore store,
            WebhookStore endpoints,
            FleetStore fleet,
            People people,
            BankSecrets secrets,
            SealKeys keys,
            MailSender mail,
            WebhookSender webhooks,
            Access access,
            ObjectMapper json,
            InstantSource clock) {
        this.store = store;
        this.endpoints = endpoints;
        this.fleet = fleet;
        this.people = people;
        this.secrets = secrets;
        this.keys = keys;
        this.mail = mail;
        this.webhooks = webhooks;
        this.access = access;
        this.json = json;
        this.clock = clock;
    }

    /// Sends what is due, several at a time.
    ///
    /// @return how many were taken to be sent
    int round() {
        Instant now = clock.instant();
        List<Notice> due = store.take(now, now.plus(RetryRules.LEASE), ROUND);
        if (due.isEmpty()) {
            return 0;
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> sending = new ArrayList<>();
            due.forEach(notice -> sending.add(threads.submit(() -> send(notice))));
        }
        return due.size();
    }

    private void send(Notice notice) {
        try {
            ParcelRecord parcel = store.parcel(notice.parcel());
            if (parcel == null || !notice.kind().fits(parcel)) {
                store.end(notice.id(), "dropped", "It was overtaken by what happened since.", null, clock.instant());
                return;
            }
            switch (notice.channel()) {
                case EMAIL -> settle(notice, letter(notice, parcel));
                case WEBHOOK -> webhook(notice, parcel);
            }
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).addKeyValue("notice", notice.id()).log("a notice could not be sent");
            settle(notice, Outcome.later("It failed here: " + e.getClass().getSimpleName()));
        }
    }

    private void settle(Notice notice, Outcome outcome) {
        Instant now = clock.instant();
        switch (outcome) {
            case Outcome.Taken taken -> store.end(notice.id(), "sent", null, taken.status(), now);
            case Outcome.Later later -> {
                Duration pause = RetryRules.pause(notice.attempts());
                if (pause == null) {
                    die(notice, later.problem(), later.status(), now);
                } else {
                    store.later(notice.id(), later.problem(), later.status(), now, now.plus(pause));
                }
            }
            case Outcome.Never never -> die(notice, never.problem(), never.status(), now);
        }
    }

    /// The alarm comes first: after a crash in between it is raised again, and not forgotten.
    private void die(Notice notice, String problem, @Nullable Integer status, Instant now) {
        BankId bank = notice.parcel().bank();
        LOG.atWarn()
                .addKeyValue("bank", bank)
                .addKeyValue("parcel", notice.parcel().parcel())
                .addKeyValue("notice", notice.id())
                .addKeyValue("channel", NoticeStore.word(notice.channel()))
                .log("nobody could be told; it is not tried again");
        AlarmKind kind = AlarmKind.NOTICE_UNDELIVERED;
        fleet.transaction(transaction -> {
            List<Long> changed = transaction.changeAlarms(List.of(new AlarmChange.Holds(
                    new Alarm.Key(bank, "notices", kind),
                    now,
                    kind.severity(),
                    "Nobody could be told by " + NoticeStore.word(notice.channel()) + ": " + problem,
                    null,
                    true)));
            transaction.announce(FleetChanges.of(List.of(bank), changed, List.of()));
            return true;
        });
        store.end(notice.id(), "dead", problem, status, now);
    }

    private Outcome letter(Notice notice, ParcelRecord parcel) {
        if (!mail.isConfigured()) {
            store.end(
                    notice.id(),
                    "dropped",
                    "No mail server is configured (lockward.mail.host).",
                    null,
                    clock.instant());
            return Outcome.taken();
        }
        Recipient recipient = people.recipient(notice.target());
        String email = recipient == null ? null : recipient.email();
        if (recipient == null || email == null) {
            return Outcome.never("The recipient has no address any more.");
        }
        String code = secrets.code(parcel);
        if (code == null && parcel.isReady()) {
            return Outcome.later("The code cannot be derived here: the bank's secret is missing or another one.");
        }
        NoticeStore.Site site = store.site(parcel.bank());
        NoticeWords.Letter letter = NoticeWords.letter(
                notice.kind(),
                recipient.language(),
                new NoticeWords.Facts(recipient.name(), site.bank(), site.site(), door(parcel), grouped(code)));
        return mail.send(notice.id(), email, letter, clock.instant());
    }

    private void webhook(Notice notice, ParcelRecord parcel) {
        Webhook webhook = endpoints.find(notice.target());
        if (webhook == null) {
            settle(notice, Outcome.never("The endpoint was ended."));
            return;
        }
        String code = parcel.isReady() ? secrets.code(parcel) : null;
        if (code == null && parcel.isReady()) {
            settle(
                    notice,
                    Outcome.later("The code cannot be derived here: the bank's secret is missing or another one."));
            return;
        }
        Outcome outcome = post(webhook, notice.id(), body(notice, parcel, code));
        Webhook now = endpoints.find(notice.target());
        if (outcome instanceof Outcome.Never && now != null && !now.madeAt().equals(webhook.madeAt())) {
            settle(notice, Outcome.later("It went where the endpoint was before it was changed."));
            return;
        }
        settle(notice, outcome);
        Integer status = outcome.status();
        if (outcome instanceof Outcome.Never && status != null && status == WebhookSender.GONE) {
            // Last: ending the endpoint drops whatever still waits for it.
            gone(webhook);
        }
    }

    /// Ends an endpoint that said it is gone, in one transaction with its line on the record; not one that was changed
    /// since it was asked.
    private void gone(Webhook webhook) {
        QuarkusTransaction.requiringNew().run(() -> {
            if (endpoints.end(webhook.id(), webhook.madeAt(), clock.instant())) {
                access.audit(new Audited(BY, "webhook.end", null, webhook.id(), webhook.url() + " answered 410 Gone"));
            }
        });
    }

    /// Sends one message about nothing, signed like every other, and waits for what comes of it. It is no notice: it is
    /// tried once and counts for nothing. Blocks, at most as long as a try takes.
    ///
    /// @param id names the message
    Outcome test(Webhook webhook, UUID id) {
        ObjectNode body = json.createObjectNode()
                .put("type", "webhook.test")
                .put("timestamp", clock.instant().toString());
        body.set("data", json.createObjectNode().put("endpoint", webhook.id()));
        return post(webhook, id, written(body));
    }

    private Outcome post(Webhook webhook, UUID message, String body) {
        String secret = keys.unlock(Webhook.purpose(webhook.id()), webhook.lockedSecret());
        if (secret == null) {
            return Outcome.later("The endpoint's secret cannot be opened here: the seal key is another one.");
        }
        Instant at = clock.instant();
        String id = "msg_" + message;
        return webhooks.post(webhook.url(), id, at, WebhookSignature.sign(secret, id, at, body), body);
    }

    private String body(Notice notice, ParcelRecord parcel, @Nullable String code) {
        ObjectNode data = json.createObjectNode()
                .put("parcel", parcel.key().parcel().toString())
                .put("bank", parcel.bank().value())
                .put("compartment", door(parcel))
                .put("state", parcel.standing().state().word())
                .put("recipient", parcel.recipient());
        Announcement announced = parcel.announcement();
        data.put("tracking", announced == null ? null : announced.tracking());
        data.put("reference", announced == null ? null : announced.reference());
        data.put("code", code);
        ObjectNode body = json.createObjectNode()
                .put("type", "parcel." + notice.kind().word())
                .put("timestamp", notice.createdAt().toString());
        body.set("data", data);
        return written(body);
    }

    private String written(ObjectNode body) {
        try {
            return json.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("a tree can always be written", e);
        }
    }

    private static @Nullable String door(ParcelRecord parcel) {
        CompartmentId compartment = parcel.standing().compartment();
        return compartment == null ? null : compartment.value();
    }

    private static @Nullable String grouped(@Nullable String code) {
        return code == null ? null : code.substring(0, 4) + " " + code.substring(4);
    }
}
