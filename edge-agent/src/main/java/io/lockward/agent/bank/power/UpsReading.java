package io.lockward.agent.bank.power;

/// The answer to one poll of the UPS.
public sealed interface UpsReading {
    /// The UPS answered just now.
    record Read(UpsState state) implements UpsReading {}

    /// Nothing that may be believed was read.
    ///
    /// @param detail a sentence for people; no fixed wording
    record Lost(LostReason reason, String detail) implements UpsReading {}

    /// Why a reading is lost. None of these says anything about the mains.
    enum LostReason {
        /// The bank has no UPS by configuration: nothing is wrong.
        NOT_FITTED,
        /// No connection to the UPS daemon, or it broke.
        CONNECTION,
        /// The UPS daemon did not answer in time.
        TIMEOUT,
        /// The driver has given no new data for too long (`ERR DATA-STALE`).
        DATA_STALE,
        /// The driver is gone (`ERR DRIVER-NOT-CONNECTED`).
        DRIVER_NOT_CONNECTED,
        /// The daemon knows no UPS of this name (`ERR UNKNOWN-UPS`).
        UNKNOWN_UPS,
        /// The daemon refuses this client's address, name or password.
        ACCESS_DENIED,
        /// TLS was demanded and could not be had.
        TLS,
        /// The answer breaks the protocol or its bounds.
        PROTOCOL,
        /// Any other error the daemon gave.
        REFUSED
    }
}
