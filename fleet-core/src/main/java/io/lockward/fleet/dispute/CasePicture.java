package io.lockward.fleet.dispute;

import java.util.List;

/// All that the rules say of a case.
///
/// @param facts in the order of the bank's journal
/// @param checklist one of each item, in their order
/// @param screen what went on at the screen, oldest first
/// @param contradictions the worst first; empty when everything fits
public record CasePicture(
        List<Fact> facts,
        List<ChecklistItem> checklist,
        List<ScreenVisit> screen,
        List<Contradiction> contradictions,
        Finding proposed) {
    public CasePicture {
        facts = List.copyOf(facts);
        checklist = List.copyOf(checklist);
        screen = List.copyOf(screen);
        contradictions = List.copyOf(contradictions);
    }
}
