package io.lockward.agent.bank.power;

/// What feeds the bank, judged from the UPS's answers.
public sealed interface PowerJudgement {
    /// The mains is present. The battery may still be low or bad: see the flags.
    record OnMains(UpsState state) implements PowerJudgement {}

    /// The mains is gone and the battery carries the bank.
    record OnBattery(UpsState state) implements PowerJudgement {}

    /// The mains is gone and the battery will not last: the UPS says so or a floor of [ShutdownRule] is reached.
    record BatteryLow(UpsState state) implements PowerJudgement {}

    /// Nobody knows, which is never taken for an outage.
    ///
    /// @param detail a sentence for people, cut at 128 characters; no fixed wording
    record Unknown(Cause cause, String detail) implements PowerJudgement {
        public Unknown {
            detail = detail.length() > 128 ? detail.substring(0, 128) : detail;
        }
    }

    /// Why the power is unknown.
    enum Cause {
        /// No poll has been answered since the agent started.
        NOT_YET_READ,
        /// The bank has no UPS by configuration.
        NOT_FITTED,
        /// The UPS cannot be read; see [UpsReading.LostReason].
        LOST,
        /// The UPS says two things that cannot both be true, such as `OL OB`.
        CONTRADICTION,
        /// The UPS answers but says neither `OL` nor `OB`.
        NO_STATUS,
        /// The answers change from poll to poll and support nothing.
        UNSTEADY
    }
}
