package io.lockward.fleet.dispute;

import java.util.ArrayList;
import java.util.List;

/// What can be said of a case from its evidence: pure, so that everybody who has the same entries comes to the same
/// finding. Missing evidence, and evidence that contradicts, can only lower a certainty. Footage is looked at by
/// people: a clip neither lifts nor lowers one.
public final class CaseRules {
    private CaseRules() {}

    public static CasePicture picture(Evidence evidence) {
        Chronicle chronicle = Chronicle.of(evidence);
        Finding proposed = finding(chronicle);
        List<Fact> facts = FactRules.of(chronicle);
        List<ScreenVisit> screen = ScreenRules.of(facts);
        return new CasePicture(
                facts,
                ChecklistRules.of(chronicle, screen),
                screen,
                ContradictionRules.of(chronicle, proposed),
                proposed);
    }

    private static Finding finding(Chronicle chronicle) {
        if (chronicle.evidence().question().parcel() == null) {
            return Finding.of(List.of(DoorFindingRules.state(chronicle)));
        }
        Movement deposit = DepositFindingRules.decisive(chronicle);
        Statement putIn = DepositFindingRules.state(chronicle, deposit);
        List<Statement> statements = new ArrayList<>(List.of(putIn));
        if (deposit != null && DepositFindingRules.mayLeave(deposit)) {
            statements.addAll(WhereaboutsRules.state(chronicle, deposit, putIn.certainty()));
        }
        return Finding.of(statements);
    }
}
