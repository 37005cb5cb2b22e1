package io.lockward.cloud.remedy;

import io.lockward.fleet.remedy.FleetRung;

/// What cuts a bank's power and gives it back, from outside the bank.
interface Outlet {
    /// What is known of an order.
    sealed interface Answer {
        String words();

        /// It was taken. Whether it was done, only the bank can prove.
        record Taken(String words) implements Answer {}

        /// It surely was not taken.
        record NotTaken(String words) implements Answer {}

        /// It went out, and what became of it nobody knows.
        record Unknown(String words) implements Answer {}
    }

    /// Orders it once: cut, and give back. Never tries again by itself. Blocks for as long as configured.
    Answer cycle(FleetRung order);
}
