package io.lockward.cloud.fleet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lockward.cloud.alarm.AlarmView;
import io.lockward.cloud.alarm.Alarms;
import io.lockward.cloud.command.CommandDesk;
import io.lockward.cloud.http.Page;
import io.lockward.cloud.http.Problem;
import io.lockward.cloud.ingest.IngestConfig;
import io.lockward.cloud.ingest.IngestGateway;
import io.lockward.fleet.Reported;
import io.lockward.fleet.Subjects;
import io.lockward.fleet.presence.PresenceRules;
import io.lockward.fleet.presence.PresenceState;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.parcel.Size;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The fleet as it is read. Every method may be called from any thread.
@Singleton
public final class Fleet {
    private static final int CHUNK = 1_000;

    private final FleetReadStore banks;
    private final JournalReadStore journals;
    private final Alarms alarms;
    private final CommandDesk commands;
    private final ObjectMapper json;
    private final InstantSource clock;
    private final IngestConfig ingest;
    private final IngestGateway gateway;
    private final Instant startedAt;

    Fleet(
            FleetReadStore banks,
            JournalReadStore journals,
            Alarms alarms,
            CommandDesk commands,
            ObjectMapper json,
            InstantSource clock,
            IngestConfig ingest,
            IngestGateway gateway) {
        this.banks = banks;
        this.journals = journals;
        this.alarms = alarms;
        this.commands = commands;
        this.json = json;
        this.clock = clock;
        this.ingest = ingest;
        this.gateway = gateway;
        startedAt = clock.instant();
    }

    /// The bank as a list shows it; `null` when there is none.
    public @Nullable BankView bank(String id) {
        BankRow row = banks.bank(id);
        return row == null ? null : view(row, alarms.openOf(List.of(id)));
    }

    /// What is known of a bank, for rules.
    ///
    /// @throws io.lockward.cloud.http.ProblemException when there is none
    public KnownBank known(String id) {
        BankRow row = banks.bank(id);
        if (row == null) {
            throw noBank(id).asException();
        }
        Instant now = clock.instant();
        return new KnownBank(
                PresenceRules.view(row.presence(), row.power(), now, watchingSince(now)),
                banks.reported(id).stream().collect(Collectors.toMap(Reported::subject, word -> word)),
                alarms.openOf(List.of(id)).stream().map(BankViews::alarm).toList());
    }

    /// What the bank said last; `null` when it was never heard.
    public @Nullable PresenceState presenceOf(String id) {
        BankRow row = banks.bank(id);
        return row == null ? null : row.presence();
    }

    /// Up to which number the bank's newest journal is here without a gap, 0 when nothing is.
    public long upTo(String id) {
        TwinView.JournalView journal = banks.journal(id);
        return journal == null ? 0 : journal.upTo();
    }

    /// Sizes of the compartments that were registered for a bank, by id; none when nobody registered a layout.
    ///
    /// @throws io.lockward.cloud.http.ProblemException when there is no such bank
    public Map<CompartmentId, Size> registeredSizes(String id) {
        BankRow row = banks.bank(id);
        if (row == null) {
            throw noBank(id).asException();
        }
        Map<CompartmentId, Size> sizes = new TreeMap<>();
        if (row.layout() != null) {
            for (Layout.Compartment place : layout(row, Map.of()).compartments()) {
                if (place.id() != null) {
                    sizes.put(new CompartmentId(place.id()), place.room());
                }
            }
        }
        return sizes;
    }

    /// Entries of a bank that follow a place, oldest first, the nearest ones.
    ///
    /// @param after `epoch:seq`
    public List<EntryView> entriesAfter(String bank, String after, int limit) {
        return journals.entries(bank, null, null, null, BankResource.place("after", after), limit)
                .reversed();
    }

    /// The newest entry of a bank, or none.
    public List<EntryView> newestEntry(String bank) {
        return journals.entries(bank, null, null, null, null, 1);
    }

    /// Banks by id, of those that `wanted` takes.
    Page<BankView> page(
            @Nullable String site,
            @Nullable String words,
            @Nullable String cursor,
            int limit,
            Predicate<BankView> wanted) {
        List<BankView> found = new ArrayList<>();
        String after = Page.key(cursor);
        boolean more = true;
        while (more && found.size() <= limit) {
            List<BankRow> rows = banks.banks(site, words, after, CHUNK);
            views(rows).stream().filter(wanted).forEach(found::add);
            more = rows.size() == CHUNK;
            after = rows.isEmpty() ? after : rows.getLast().id();
        }
        return Page.of(found.size() > limit ? found.subList(0, limit + 1) : found, limit, BankView::id);
    }

    List<BankView.SiteView> sites() {
        return banks.sites();
    }

    FleetView fleet() {
        Map<String, Integer> presence = zeroes("online", "offline", "lost", "never-seen");
        Map<String, Integer> health = zeroes("ok", "info", "minor", "major", "critical", "unknown");
        Map<String, Integer> open = zeroes("critical", "major", "minor", "info");
        int all = 0;
        int onBattery = 0;
        String after = null;
        List<BankRow> rows = List.of();
        do {
            rows = banks.banks(null, null, after, CHUNK);
            for (BankView bank : views(rows)) {
                all++;
                presence.merge(bank.presence().state(), 1, Integer::sum);
                health.merge(bank.health().level(), 1, Integer::sum);
                open.merge("critical", bank.alarms().critical(), Integer::sum);
                open.merge("major", bank.alarms().major(), Integer::sum);
                open.merge("minor", bank.alarms().minor(), Integer::sum);
                open.merge("info", bank.alarms().info(), Integer::sum);
                BankView.PowerView power = bank.power();
                onBattery += power != null && power.state().matches("battery|low") ? 1 : 0;
            }
            after = rows.isEmpty() ? after : rows.getLast().id();
        } while (rows.size() == CHUNK);
        int person = health.getOrDefault("critical", 0) + health.getOrDefault("major", 0);
        return new FleetView(
                all,
                presence.getOrDefault("online", 0),
                person,
                health.getOrDefault("minor", 0),
                sentence(all, person, health.getOrDefault("unknown", 0)),
                new FleetView.Counts(presence, health, onBattery, open));
    }

    TwinView twin(String id) {
        BankRow row = banks.bank(id);
        if (row == null) {
            throw noBank(id).asException();
        }
        List<AlarmView> open = alarms.openOf(List.of(id));
        Map<String, Reported> reported =
                banks.reported(id).stream().collect(Collectors.toMap(Reported::subject, word -> word));
        BankView bank = view(row, open);
        Layout layout = layout(row, reported);
        TwinView.JournalView journal = banks.journal(id);
        return new TwinView(
                bank,
                layout,
                layout.compartments().stream()
                        .map(place -> TwinViews.compartment(place, reported, open, bank.fresh()))
                        .toList(),
                TwinViews.kiosk(reported.get(Subjects.KIOSK), bank.fresh()),
                TwinViews.identity(row),
                TwinViews.agent(row.presence(), reported.get(Subjects.AGENT)),
                TwinViews.network(row.presence(), journal, bank.fresh()),
                journal,
                open,
                commands.openOf(id));
    }

    List<EntryView> entries(
            String bank,
            @Nullable String type,
            @Nullable String subject,
            JournalReadStore.@Nullable Position before,
            JournalReadStore.@Nullable Position after,
            int limit) {
        mustExist(bank);
        return journals.entries(bank, type, subject, before, after, limit);
    }

    List<JournalReadStore.Sample> latest(String bank) {
        mustExist(bank);
        return journals.latest(bank);
    }

    List<JournalReadStore.Point> samples(String bank, String metric, Instant from, Instant to, int points) {
        mustExist(bank);
        return journals.samples(bank, metric, from, to, points);
    }

    boolean register(String id, String name, BankView.SiteView site, @Nullable Layout layout) {
        try {
            String text = layout == null ? null : json.writeValueAsString(layout);
            return banks.register(id, name, site, text, clock.instant());
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("a layout can always be written", e);
        }
    }

    private void mustExist(String bank) {
        if (banks.bank(bank) == null) {
            throw noBank(bank).asException();
        }
    }

    private static Problem noBank(String id) {
        return Problem.notFound("There is no bank `" + (id.length() > 40 ? id.substring(0, 40) : id) + "`.");
    }

    private Layout layout(BankRow row, Map<String, Reported> reported) {
        try {
            String registered = row.layout();
            return registered == null
                    ? Layout.derived(TwinViews.known(reported.keySet()))
                    : json.readValue(registered, Layout.class)
                            .with(TwinViews.known(reported.keySet()).stream()
                                    .map(CompartmentId::value)
                                    .toList());
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("the layout of " + row.id() + " was checked when it was registered", e);
        }
    }

    private List<BankView> views(List<BankRow> rows) {
        Map<String, List<AlarmView>> open = alarms
                .openOf(rows.stream().map(BankRow::id).toList())
                .stream()
                .collect(Collectors.groupingBy(AlarmView::bank));
        return rows.stream()
                .map(row -> view(row, open.getOrDefault(row.id(), List.of())))
                .toList();
    }

    private BankView view(BankRow row, List<AlarmView> open) {
        Instant now = clock.instant();
        return BankViews.of(row, open, now, watchingSince(now));
    }

    /// Silence while our own link is away tells nothing. Another replica hears for one that has no link.
    private Instant watchingSince(Instant now) {
        if (!ingest.enabled()) {
            return startedAt;
        }
        Instant connected = gateway.connectedSince();
        return connected == null ? now : connected;
    }

    private static String sentence(int all, int person, int unknown) {
        if (all == 0) {
            return "No bank has been registered or heard of yet.";
        }
        if (person > 0) {
            return person == 1 ? "1 bank needs a person." : person + " banks need a person.";
        }
        return unknown == 0 ? "All is well." : "Nothing needs a person; of " + unknown + " nothing is known.";
    }

    private static Map<String, Integer> zeroes(String... words) {
        Map<String, Integer> counts = new TreeMap<>();
        for (String word : words) {
            counts.put(word, 0);
        }
        return counts;
    }
}
