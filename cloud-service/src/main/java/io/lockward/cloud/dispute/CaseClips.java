package io.lockward.cloud.dispute;

import io.lockward.cloud.clip.ClipView;
import io.lockward.cloud.clip.Clips;
import io.lockward.fleet.StoredEntry;
import io.lockward.fleet.dispute.ClipFact;
import io.lockward.fleet.dispute.ClipFacts;
import io.lockward.protocol.BankId;
import io.lockward.protocol.JournalId;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/// The clips of a case, and who looked at them. Any thread.
@Singleton
final class CaseClips {
    private final Clips clips;

    CaseClips(Clips clips) {
        this.clips = clips;
    }

    /// What is kept of clips, and what the journal alone tells of.
    List<ClipFact> of(CaseRow row, CaseScope scope, List<StoredEntry> entries) {
        Map<String, ClipFact> all = new LinkedHashMap<>();
        ClipFacts.of(entries).stream()
                .filter(clip -> scope.covers(clip.compartment()))
                .forEach(clip -> all.put(clip.clip(), clip));
        for (ClipView view : kept(row, scope)) {
            all.put(view.clip(), fact(view));
        }
        return new ArrayList<>(all.values());
    }

    private List<ClipView> kept(CaseRow row, CaseScope scope) {
        BankId bank = new BankId(row.bank());
        Stream<ClipView> apart = scope.apart().stream()
                .flatMap(one -> clips.around(bank, new JournalId(one.journal()), one.first(), one.last()).stream());
        return Stream.concat(clips.within(bank, scope.from(), scope.to(), null).stream(), apart)
                .filter(view -> scope.covers(view.compartment()))
                .toList();
    }

    private static ClipFact fact(ClipView view) {
        Long gap = view.gapMillis();
        return new ClipFact(
                view.clip(),
                view.camera(),
                ClipFact.State.valueOf(view.state().toUpperCase(Locale.ROOT)),
                view.lost(),
                view.because(),
                view.compartment(),
                view.epoch(),
                view.first(),
                view.last(),
                view.from(),
                view.to(),
                view.boot(),
                view.fromUp(),
                view.toUp(),
                gap == null ? 0 : gap);
    }

    /// Who looked at footage of a case, oldest first.
    List<CaseView.CaseLook> looks(CaseRow row) {
        return clips.looks(row.id()).stream()
                .map(look -> new CaseView.CaseLook(
                        look.id(),
                        look.at(),
                        look.person(),
                        look.role(),
                        look.clip().clip(),
                        look.what().word(),
                        look.why()))
                .toList();
    }
}
