/// Parcels: the books of a bank, who may put in or take out, and what its screen is asked and shows. Pure; the rules
/// that decide are in [io.lockward.agent.bank]. Start at [Books] and [KioskRequest].
@org.jspecify.annotations.NullMarked
package io.lockward.agent.bank.parcel;
