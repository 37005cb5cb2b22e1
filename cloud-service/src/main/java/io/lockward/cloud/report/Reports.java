package io.lockward.cloud.report;

import io.lockward.cloud.access.Person;
import io.lockward.cloud.clip.FootageCounts;
import io.lockward.cloud.clip.Retention;
import io.lockward.cloud.report.MonthlyReport.Happened;
import io.lockward.cloud.report.MonthlyReport.Interactions;
import io.lockward.cloud.report.MonthlyReport.Parcels;
import io.lockward.cloud.report.MonthlyReport.ReportSite;
import io.lockward.cloud.report.ReportStore.Ended;
import io.lockward.protocol.parcel.DepositVerdict;
import io.lockward.protocol.parcel.PickupVerdict;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The monthly pages of sites. Any thread.
@Singleton
public final class Reports {
    private static final int MOST = 50;

    private static final Set<String> PUT_IN = Stream.of(DepositVerdict.values())
            .filter(DepositVerdict::leavesParcel)
            .map(DepositVerdict::word)
            .collect(Collectors.toUnmodifiableSet());

    private final ReportStore store;
    private final Retention retention;
    private final InstantSource clock;

    Reports(ReportStore store, Retention retention, InstantSource clock) {
        this.store = store;
        this.retention = retention;
        this.clock = clock;
    }

    /// The sites whose pages somebody may read, by name.
    public List<ReportSite> sites(Person person) {
        return store.sites().stream().filter(site -> person.reaches(site.id())).toList();
    }

    /// The month in which a site is now.
    YearMonth now(ReportSite site) {
        return YearMonth.from(clock.instant().atZone(ZoneId.of(site.timeZone())));
    }

    /// A month of a site; `null` when there is no such site, or none that this person may read of.
    ///
    /// @param wanted the present month when `null`
    @Nullable
    MonthlyReport month(String id, @Nullable YearMonth wanted, Person person) {
        ReportSite site = person.reaches(id) ? store.site(id) : null;
        if (site == null) {
            return null;
        }
        YearMonth month = wanted == null ? now(site) : wanted;
        FootageCounts footage = retention.counts(id, month);
        if (footage == null) {
            return null;
        }
        ZoneId zone = ZoneId.of(site.timeZone());
        Instant from = month.atDay(1).atStartOfDay(zone).toInstant();
        Instant until = month.plusMonths(1).atDay(1).atStartOfDay(zone).toInstant();
        List<Ended> ended = store.ended(id, from, until);
        List<Happened> incidents = new ArrayList<>(store.incidents(id, from, until, MOST + 1));
        incidents.addAll(store.alarms(id, from, until, MOST + 1));
        incidents.sort(Comparator.comparing(Happened::from).reversed());
        return new MonthlyReport(
                site,
                month.toString(),
                clock.instant(),
                !clock.instant().isBefore(until),
                store.banks(id),
                interactions(ended),
                new Parcels(
                        sum(ended, one -> isDeposit(one) && PUT_IN.contains(one.verdict())),
                        sum(ended, one -> !isDeposit(one) && one.verdict().equals(PickupVerdict.COLLECTED.word())),
                        store.inside(id)),
                incidents.stream().limit(MOST).toList(),
                incidents.size() > MOST,
                store.cases(id, from, until),
                footage);
    }

    private static Interactions interactions(List<Ended> ended) {
        long deposits = sum(ended, Reports::isDeposit);
        long all = sum(ended, _ -> true);
        return new Interactions(all, ended.stream().mapToLong(Ended::alone).sum(), deposits, all - deposits);
    }

    private static boolean isDeposit(Ended one) {
        return one.type().equals("deposit.concluded");
    }

    private static long sum(List<Ended> ended, Predicate<Ended> which) {
        return ended.stream().filter(which).mapToLong(Ended::all).sum();
    }
}
