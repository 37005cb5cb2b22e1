package io.lockward.cloud.dispute;

import io.lockward.cloud.access.Access;
import io.lockward.cloud.access.Audited;
import io.lockward.cloud.access.Person;
import io.lockward.cloud.http.Problem;
import io.lockward.fleet.clip.ClipKey;
import io.lockward.fleet.dispute.CasePicture;
import io.lockward.fleet.dispute.CaseRules;
import io.lockward.fleet.dispute.CaseTrigger;
import io.lockward.fleet.dispute.Evidence;
import io.lockward.fleet.dispute.Finding;
import io.lockward.protocol.CommandId;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Where cases are asked for, decided, found and closed. What somebody does and the record of it are one transaction:
/// nothing is done unrecorded, and nothing is on record that was not done.
///
/// Threads: any number.
@Singleton
public final class Cases {
    private static final Duration AROUND = Duration.ofMinutes(30);
    private static final Duration USUAL = Duration.ofDays(1);

    private final CaseStore store;
    private final EvidenceReader reader;
    private final CaseClips clips;
    private final CaseHolds holds;
    private final Access access;
    private final InstantSource clock;
    private final RandomGenerator random;

    Cases(
            CaseStore store,
            EvidenceReader reader,
            CaseClips clips,
            CaseHolds holds,
            Access access,
            InstantSource clock,
            RandomGenerator random) {
        this.store = store;
        this.reader = reader;
        this.clips = clips;
        this.holds = holds;
        this.access = access;
        this.clock = clock;
        this.random = random;
    }

    /// A case with what its evidence says now.
    public record Gathered(CaseRow row, Evidence evidence, CasePicture picture) {}

    /// The case of that id that this person may know of; `null` when there is none.
    public @Nullable CaseRow find(UUID id, Person person) {
        CaseRow row = store.find(id);
        return row != null && person.reaches(row.site()) ? row : null;
    }

    /// What the evidence of a case says now.
    public Gathered gather(CaseRow row) {
        Evidence evidence = reader.of(row);
        return new Gathered(row, evidence, CaseRules.picture(evidence));
    }

    /// Asks for a case, or opens it at once.
    ///
    /// @param opens whether this person may open one
    /// @param key the caller's Idempotency-Key; the same key and body give the same case
    CaseRow ask(AskedCase asked, Person person, boolean opens, @Nullable String key) {
        Instant now = now();
        CaseRow row = asked(asked, person, opens, now);
        return together(() -> {
            if (key != null) {
                UUID standing = reserve(person.name(), key, hash(asked), row.id(), now);
                if (!standing.equals(row.id())) {
                    return found(standing);
                }
            }
            audit(row, person.name(), opens ? "case.open" : "case.request", row.claim());
            store.insert(row);
            store.note(row.id(), now, person.name(), opens ? "open" : "request", row.claim());
            return found(row.id());
        });
    }

    private CaseRow asked(AskedCase asked, Person person, boolean opens, Instant now) {
        String claim = asked.claimed();
        UUID parcel = asked.which();
        String bank = asked.at();
        CaseStore.ParcelAt at = parcel == null ? null : store.parcel(parcel, bank);
        if (parcel != null && at == null) {
            throw Problem.of(
                            "no-such-parcel", "No such parcel", 422, "`parcel`: there is none of that id at this bank.")
                    .asException();
        }
        String where = at != null ? at.bank() : bank;
        if (where == null) {
            throw Problem.invalid("bank", "names a bank by its id; it may be absent when `parcel` is there")
                    .asException();
        }
        String site = store.siteOf(where);
        if (site == null || !person.reaches(site)) {
            throw Problem.notFound("There is no bank " + where + ".").asException();
        }
        AskedCase.Span span = at == null
                ? asked.span(now.minus(USUAL), now)
                : asked.span(
                        (at.began() == null ? at.changedAt() : at.began()).minus(AROUND),
                        at.ended() ? earlier(at.changedAt().plus(AROUND), now) : now);
        String name = person.name();
        return new CaseRow(
                CommandId.next(now, random).value(),
                where,
                site,
                "UTC",
                span.from(),
                span.to(),
                parcel,
                asked.place() != null || at == null ? asked.place() : at.compartment(),
                claim,
                CaseTrigger.Kind.ASKED.word(),
                opens ? CaseState.OPEN : CaseState.REQUESTED,
                name,
                now,
                opens ? name : null,
                opens ? now : null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                false,
                null,
                null,
                null);
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    List<CaseRow> list(CaseStore.Wanted wanted, CaseStore.@Nullable Place after, int limit) {
        return store.list(wanted, after, limit);
    }

    Map<String, Long> counts(CaseStore.Wanted wanted) {
        return store.counts(wanted);
    }

    /// A case as this person may see it.
    ///
    /// @param evidence whether they may see more than where it stands
    CaseView.WholeCase whole(CaseRow row, boolean evidence) {
        if (!evidence) {
            return CaseView.whole(row, null, List.of(), List.of(), List.of(), List.of());
        }
        Gathered gathered = gather(row);
        List<String> doors = gathered.picture().facts().stream()
                .map(fact -> fact.entry().subject())
                .filter(subject -> subject != null && subject.startsWith("door/"))
                .distinct()
                .toList();
        return CaseView.whole(
                row,
                gathered.picture(),
                gathered.evidence().clips(),
                gathered.evidence().commands(),
                store.notes(row.id()),
                store.alarms(row, doors));
    }

    /// Support opens what was asked for, or opens it again.
    CaseRow open(CaseRow row, Person person, String why) {
        return decide(
                row, CaseState.OPEN, List.of(CaseState.REQUESTED, CaseState.DECLINED, CaseState.CLOSED), person, why);
    }

    /// Support says no.
    CaseRow decline(CaseRow row, Person person, String why) {
        return decide(row, CaseState.DECLINED, List.of(CaseState.REQUESTED), person, why);
    }

    private CaseRow decide(CaseRow row, CaseState to, Collection<CaseState> from, Person person, String why) {
        if (!from.contains(row.state())) {
            throw notNow(row);
        }
        String what = to == CaseState.DECLINED ? "decline" : row.state() == CaseState.REQUESTED ? "open" : "reopen";
        return together(() -> {
            audit(row, person.name(), "case." + what, why);
            if (!store.decide(row.id(), to, from, person.name(), now(), why)) {
                throw notNow(found(row.id()));
            }
            store.note(row.id(), now(), person.name(), what, why);
            return found(row.id());
        });
    }

    CaseRow note(CaseRow row, Person person, String text) {
        return together(() -> {
            audit(row, person.name(), "case.note", text);
            store.note(row.id(), now(), person.name(), "note", text);
            return found(row.id());
        });
    }

    /// Writes what was found; the case stays open.
    CaseRow finding(CaseRow row, Person person, String text) {
        if (row.state() != CaseState.OPEN) {
            throw notNow(row);
        }
        return together(() -> {
            audit(row, person.name(), "case.finding", text);
            if (!store.find(row.id(), text, person.name(), now())) {
                throw notNow(found(row.id()));
            }
            store.note(row.id(), now(), person.name(), "finding", text);
            return found(row.id());
        });
    }

    /// Closes with the finding that is written, and keeps what the rules proposed at that moment beside it.
    CaseRow close(CaseRow row, Person person) {
        if (row.state() != CaseState.OPEN) {
            throw notNow(row);
        }
        if (row.finding() == null) {
            throw Problem.of(
                            "no-finding",
                            "There is no finding yet",
                            409,
                            "Write what was found: PUT /api/v1/cases/" + row.id() + "/finding.")
                    .asException();
        }
        Finding proposed = gather(row).picture().proposed();
        return together(() -> {
            audit(row, person.name(), "case.close", row.finding());
            if (!store.close(
                    row.id(), person.name(), now(), proposed.certainty().word(), proposed.words())) {
                throw notNow(found(row.id()));
            }
            store.note(row.id(), now(), person.name(), "close", null);
            return found(row.id());
        });
    }

    /// Keeps the case's footage from being deleted when its time is over, or lets it go.
    CaseRow hold(CaseRow row, Person person, boolean hold, String why) {
        if (row.hold() == hold) {
            return found(row.id());
        }
        List<ClipKey> held = hold ? holds.clipsOf(row) : List.of();
        return together(() -> {
            audit(row, person.name(), hold ? "case.hold" : "case.release", why);
            store.hold(row.id(), hold, person.name(), now(), why);
            store.note(row.id(), now(), person.name(), hold ? "hold" : "release", why);
            if (hold) {
                holds.hold(row, held, person.name());
            } else {
                holds.release(row);
            }
            return found(row.id());
        });
    }

    /// Who looked at footage of a case, oldest first.
    List<CaseView.CaseLook> looks(CaseRow row) {
        return clips.looks(row);
    }

    /// All of it, or nothing of it when it throws.
    private static CaseRow together(Callable<CaseRow> change) {
        return QuarkusTransaction.joiningExisting().call(change);
    }

    private CaseRow found(UUID id) {
        CaseRow row = store.find(id);
        if (row == null) {
            throw noCase().asException();
        }
        return row;
    }

    static Problem noCase() {
        return Problem.notFound("There is no such case.");
    }

    private static RuntimeException notNow(CaseRow row) {
        return Problem.of(
                        "not-now",
                        "Not possible where the case stands",
                        409,
                        "It is " + row.state().word() + ". Open it again if it should go on.")
                .asException();
    }

    private void audit(CaseRow row, String by, String action, @Nullable String detail) {
        String shown = detail == null || detail.length() <= 256 ? detail : detail.substring(0, 253) + "...";
        access.audit(new Audited(by, action, row.bank(), row.id().toString(), shown));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private UUID reserve(String by, String key, String hash, UUID id, Instant now) {
        if (!key.matches("[\\x21-\\x7e]{1,128}")) {
            throw Problem.invalid("Idempotency-Key", "has 1 to 128 printable characters without spaces")
                    .asException();
        }
        CaseStore.Reservation standing = store.reserve(by, key, hash, id, now);
        if (!standing.bodyHash().equals(hash)) {
            throw Problem.of(
                            "key-reused",
                            "The key stands for something else",
                            422,
                            "This Idempotency-Key was used for another case. Make a new key.")
                    .asException();
        }
        return standing.id();
    }

    private static String hash(AskedCase asked) {
        try {
            byte[] text = asked.toString().getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
