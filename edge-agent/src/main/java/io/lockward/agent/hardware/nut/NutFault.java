package io.lockward.agent.hardware.nut;

import io.lockward.agent.bank.power.UpsReading.LostReason;

/// A poll cannot go on; caught at the rim, [NutUps#poll()].
final class NutFault extends Exception {
    private final LostReason reason;

    NutFault(LostReason reason, String detail) {
        super(detail);
        this.reason = reason;
    }

    LostReason reason() {
        return reason;
    }

    static NutFault protocol(String detail) {
        return new NutFault(LostReason.PROTOCOL, detail);
    }

    /// What an `ERR` of upsd means for a reading.
    static NutFault refused(String error) {
        LostReason reason = switch (error) {
            case "DATA-STALE" -> LostReason.DATA_STALE;
            case "DRIVER-NOT-CONNECTED" -> LostReason.DRIVER_NOT_CONNECTED;
            case "UNKNOWN-UPS" -> LostReason.UNKNOWN_UPS;
            case "ACCESS-DENIED", "INVALID-USERNAME", "INVALID-PASSWORD", "PASSWORD-REQUIRED", "USERNAME-REQUIRED" ->
                LostReason.ACCESS_DENIED;
            default -> LostReason.REFUSED;
        };
        return new NutFault(reason, "upsd answered ERR " + error);
    }
}
