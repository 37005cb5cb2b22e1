package io.lockward.cloud.dispute;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.lockward.fleet.EntryRef;
import io.lockward.fleet.dispute.CaseCommand;
import io.lockward.fleet.dispute.CasePicture;
import io.lockward.fleet.dispute.ChecklistItem;
import io.lockward.fleet.dispute.ClipFact;
import io.lockward.fleet.dispute.Contradiction;
import io.lockward.fleet.dispute.Fact;
import io.lockward.fleet.dispute.Finding;
import io.lockward.fleet.dispute.ScreenVisit;
import io.lockward.fleet.dispute.Statement;
import io.lockward.protocol.entry.KioskEntry;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A case in a list, and as much as somebody may know who sees no evidence.
///
/// @param kind `asked`, `not-here` or `forced-entry`
/// @param state `requested`, `open`, `declined` or `closed`
/// @param certainty what the rules were sure of when it was closed
public record CaseView(
        UUID id,
        String bank,
        String site,
        Instant from,
        Instant to,
        @Nullable UUID parcel,
        @Nullable String compartment,
        String claim,
        String kind,
        String state,
        String openedBy,
        Instant openedAt,
        @Nullable CaseDecision decided,
        @Nullable CaseFinding finding,
        @Nullable String certainty,
        @Nullable CaseDecision closed,
        @Nullable CaseDecision hold) {
    /// Somebody decided something.
    public record CaseDecision(
            String by, Instant at, @Nullable String why) {}

    /// What a person found.
    public record CaseFinding(String text, String by, Instant at) {}

    static CaseView of(CaseRow row) {
        return new CaseView(
                row.id(),
                row.bank(),
                row.site(),
                row.from(),
                row.to(),
                row.parcel(),
                row.compartment(),
                row.claim(),
                row.kind(),
                row.state().word(),
                row.openedBy(),
                row.openedAt(),
                decided(row.decidedBy(), row.decidedAt(), row.decidedWhy()),
                row.finding() == null || row.findingBy() == null || row.findingAt() == null
                        ? null
                        : new CaseFinding(row.finding(), row.findingBy(), row.findingAt()),
                row.certainty(),
                decided(row.closedBy(), row.closedAt(), null),
                row.hold() ? decided(row.holdBy(), row.holdAt(), row.holdWhy()) : null);
    }

    private static @Nullable CaseDecision decided(@Nullable String by, @Nullable Instant at, @Nullable String why) {
        return by == null || at == null ? null : new CaseDecision(by, at, why);
    }

    /// A case with its evidence.
    ///
    /// @param facts in the order of the journal; empty for somebody who sees no evidence
    /// @param screen what went on at the screen, oldest first
    /// @param commands what was asked for, also what never came to the bank, oldest first
    /// @param proposed what the rules would find now; `null` for somebody who sees no evidence
    /// @param history who did what, oldest first
    /// @param alarms of the bank in that time
    public record WholeCase(
            @JsonUnwrapped CaseView row,
            List<Check> checklist,
            List<Against> contradictions,
            List<FactView> facts,
            List<Screen> screen,
            List<CaseClip> clips,
            List<AskedFor> commands,
            @Nullable Proposed proposed,
            List<CaseNote> history,
            List<Linked> alarms) {}

    /// @param standing `there`, `missing` or `not-applicable`
    public record Check(String item, String standing, String words, List<EntryAt> evidence) {
        static Check of(ChecklistItem item) {
            return new Check(item.item().word(), item.standing().word(), item.words(), refs(item.evidence()));
        }
    }

    /// Evidence that does not fit other evidence.
    public record Against(String kind, String words, List<EntryAt> evidence) {
        static Against of(Contradiction one) {
            return new Against(one.kind().word(), one.words(), refs(one.evidence()));
        }
    }

    /// @param lane where it is drawn
    /// @param words in a sentence, in English
    /// @param entry its exact text, a JSON object
    public record FactView(
            String lane,
            String type,
            Instant at,
            Instant receivedAt,
            String words,
            EntryAt evidence,
            @JsonRawValue String entry) {
        static FactView of(Fact fact) {
            return new FactView(
                    fact.lane().word(),
                    fact.entry().type(),
                    fact.entry().stamp().at(),
                    fact.entry().receivedAt(),
                    fact.words(),
                    ref(fact.entry().ref()),
                    fact.entry().json());
        }
    }

    /// A visit at the screen, as far as the journal tells.
    ///
    /// @param who `recipient`, `courier` or `installer`; `null` when no entry says
    /// @param ended `left`, `timed-out` or `replaced`; `null` when no entry says
    /// @param pressed buttons about a door in their order, such as `not-here`; `null` when no entry says
    /// @param moments what is known of it one by one; each is one of the facts
    public record Screen(
            Instant from,
            Instant to,
            @Nullable String who,
            @Nullable String ended,
            @Nullable List<String> pressed,
            List<EntryAt> moments) {
        static Screen of(ScreenVisit visit) {
            KioskEntry.Visit told = visit.told();
            return new Screen(
                    visit.from(),
                    visit.to(),
                    told == null ? null : word(told.who()),
                    told == null ? null : word(told.ended()),
                    told == null ? null : told.pressed(),
                    visit.moments().stream()
                            .map(moment -> ref(moment.entry().ref()))
                            .toList());
        }
    }

    /// @param state `known`, `partial`, `stored`, `lost` or `deleted`
    /// @param lost why there is none
    public record CaseClip(
            String clip,
            @Nullable String camera,
            String state,
            @Nullable String lost,
            @Nullable String because,
            @Nullable String compartment,
            @Nullable Instant from,
            @Nullable Instant to,
            long gapMillis) {
        static CaseClip of(ClipFact clip) {
            return new CaseClip(
                    clip.clip(),
                    clip.camera(),
                    clip.state().word(),
                    clip.lost(),
                    clip.because(),
                    clip.compartment(),
                    clip.from(),
                    clip.to(),
                    clip.gapMillis());
        }
    }

    /// A command that somebody asked for.
    ///
    /// @param words what it was and what became of it, in sentences, in English
    /// @param ended whether anything is still to come
    public record AskedFor(
            UUID id,
            String kind,
            String state,
            boolean ended,
            Instant askedAt,
            @Nullable Instant changedAt,
            String by,
            String words) {
        static AskedFor of(CaseCommand command) {
            return new AskedFor(
                    command.id().value(),
                    command.kind(),
                    word(command.state()),
                    command.state().isEnd(),
                    command.askedAt(),
                    command.changedAt(),
                    command.by(),
                    command.words());
        }
    }

    /// What the rules would find now. They close no case.
    public record Proposed(String certainty, String text, List<Said> statements) {
        static Proposed of(Finding finding) {
            return new Proposed(
                    finding.certainty().word(),
                    finding.words(),
                    finding.statements().stream().map(Said::of).toList());
        }
    }

    /// @param lacks what keeps it from being proven
    public record Said(String kind, String certainty, String words, List<String> lacks, List<EntryAt> evidence) {
        static Said of(Statement one) {
            return new Said(one.kind().word(), one.certainty().word(), one.words(), one.lacks(), refs(one.evidence()));
        }
    }

    /// Something somebody did in the case.
    ///
    /// @param what such as `note`, `open`, `finding`, `close`
    public record CaseNote(
            Instant at, String by, String what, @Nullable String text) {}

    /// An alarm of that time, with the incident that explains it.
    public record Linked(
            long id,
            String kind,
            String subject,
            String severity,
            Instant raisedAt,
            @Nullable Instant clearedAt,
            String why,
            @Nullable Long incident) {}

    /// A look at a clip, on record.
    ///
    /// @param what `view`, `download`, `package` or `share`
    public record CaseLook(UUID id, Instant at, String person, String role, String clip, String what, String why) {}

    /// An entry.
    public record EntryAt(UUID journal, long epoch, long seq) {}

    static WholeCase whole(
            CaseRow row,
            @Nullable CasePicture picture,
            List<ClipFact> clips,
            List<CaseCommand> commands,
            List<CaseNote> history,
            List<Linked> alarms) {
        return new WholeCase(
                of(row),
                picture == null
                        ? List.of()
                        : picture.checklist().stream().map(Check::of).toList(),
                picture == null
                        ? List.of()
                        : picture.contradictions().stream().map(Against::of).toList(),
                picture == null
                        ? List.of()
                        : picture.facts().stream().map(FactView::of).toList(),
                picture == null
                        ? List.of()
                        : picture.screen().stream().map(Screen::of).toList(),
                clips.stream().map(CaseClip::of).toList(),
                commands.stream().map(AskedFor::of).toList(),
                picture == null ? null : Proposed.of(picture.proposed()),
                history,
                alarms);
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static List<EntryAt> refs(List<EntryRef> refs) {
        return refs.stream().map(CaseView::ref).toList();
    }

    private static EntryAt ref(EntryRef ref) {
        return new EntryAt(ref.journal().value(), ref.epoch(), ref.seq());
    }
}
