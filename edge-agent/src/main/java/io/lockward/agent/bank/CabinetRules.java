package io.lockward.agent.bank;

import io.lockward.protocol.entry.ConditionEntry.Kind;

/// The cabinet itself: somebody at its service door is told, whatever the reason.
final class CabinetRules {
    static final String SUBJECT = "cabinet";

    private CabinetRules() {}

    static void read(Turn turn, Input.CabinetRead read) {
        CabinetWatch watch = turn.cabinet.then(read.open());
        turn.cabinet = watch;
        switch (read.open()) {
            case null -> {
                if (watch.inARow() >= CabinetWatch.FAULTY) {
                    turn.raise(Kind.SENSOR_FAULT, SUBJECT, "the cabinet's switch cannot be read");
                }
            }
            case Boolean open -> {
                turn.clear(Kind.SENSOR_FAULT, SUBJECT);
                if (watch.inARow() >= CabinetWatch.AGREED) {
                    if (open) {
                        turn.raise(Kind.TAMPER, SUBJECT, "the switch of the cabinet's service door reads open");
                    } else {
                        turn.clear(Kind.TAMPER, SUBJECT);
                    }
                }
            }
        }
    }
}
