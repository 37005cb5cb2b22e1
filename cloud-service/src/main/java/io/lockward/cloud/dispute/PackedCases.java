package io.lockward.cloud.dispute;

import io.lockward.cloud.access.Person;
import io.lockward.cloud.packaging.CaseFiles;
import io.lockward.fleet.EntryRef;
import io.lockward.fleet.StoredEntry;
import io.lockward.fleet.dispute.CaseFacts;
import io.lockward.fleet.dispute.CasePicture;
import io.lockward.fleet.dispute.ClipFact;
import io.lockward.fleet.dispute.Fact;
import io.lockward.protocol.BankId;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.ParcelId;
import io.lockward.protocol.entry.JournalEntry;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a case says in its package of evidence. Only of a case that was opened: what was merely asked for, or declined,
/// is handed out to nobody.
///
/// Threads: any number.
@Singleton
final class PackedCases implements CaseFiles {
    private final Cases cases;
    private final CaseStore store;

    PackedCases(Cases cases, CaseStore store) {
        this.cases = cases;
        this.store = store;
    }

    @Override
    public @Nullable CaseFacts facts(UUID caseId, Person person) {
        CaseRow row = cases.find(caseId, person);
        if (row == null || row.state() == CaseState.REQUESTED || row.state() == CaseState.DECLINED) {
            return null;
        }
        Cases.Gathered gathered = cases.gather(row);
        CasePicture picture = gathered.picture();
        return new CaseFacts(
                row.id(),
                new BankId(row.bank()),
                row.site(),
                row.from(),
                row.to(),
                row.compartment() == null ? null : new CompartmentId(row.compartment()),
                row.parcel() == null ? null : new ParcelId(row.parcel()),
                row.claim(),
                row.kind(),
                row.state().word(),
                row.openedAt(),
                row.openedBy(),
                checks(picture),
                picture.contradictions().stream().map(one -> one.words()).toList(),
                row.finding() == null ? picture.proposed().words() : row.finding(),
                row.findingBy(),
                relevant(gathered),
                gathered.evidence().clips().stream()
                        .filter(clip -> clip.state() == ClipFact.State.STORED)
                        .map(ClipFact::clip)
                        .toList(),
                gathered.evidence().commands(),
                notes(row));
    }

    private static List<CaseFacts.Check> checks(CasePicture picture) {
        return picture.checklist().stream()
                .map(item ->
                        new CaseFacts.Check(item.item().word(), item.standing().word(), item.words()))
                .toList();
    }

    /// Every entry that bears on the case, and what the rules point at. Not the bank's signatures: they prove what
    /// lies before them, and the newest is proven by none until the next comes, so no package would ever be whole.
    private static List<EntryRef> relevant(Cases.Gathered gathered) {
        CasePicture picture = gathered.picture();
        Set<EntryRef> signatures = gathered.evidence().entries().stream()
                .filter(entry -> entry.entry() instanceof JournalEntry.Checkpoint)
                .map(StoredEntry::ref)
                .collect(Collectors.toSet());
        List<EntryRef> all = new ArrayList<>();
        picture.facts().stream().map(Fact::entry).map(StoredEntry::ref).forEach(all::add);
        Stream.of(
                        picture.checklist().stream().flatMap(item -> item.evidence().stream()),
                        picture.contradictions().stream().flatMap(one -> one.evidence().stream()),
                        picture.proposed().statements().stream().flatMap(one -> one.evidence().stream()))
                .flatMap(refs -> refs)
                .forEach(all::add);
        return all.stream().filter(ref -> !signatures.contains(ref)).distinct().toList();
    }

    private List<String> notes(CaseRow row) {
        return store.notes(row.id()).stream()
                .filter(note -> note.what().equals("note") && note.text() != null)
                .map(note -> note.at() + ", " + note.by() + ": " + note.text())
                .toList();
    }
}
