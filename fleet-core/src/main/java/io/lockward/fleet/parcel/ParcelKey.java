package io.lockward.fleet.parcel;

import io.lockward.protocol.BankId;
import io.lockward.protocol.ParcelId;

/// One parcel of one bank. What a bank says counts for its own parcels only, so a bank that names another's
/// parcel tells a story of its own and changes nobody else's.
public record ParcelKey(BankId bank, ParcelId parcel) implements Comparable<ParcelKey> {
    @Override
    public int compareTo(ParcelKey other) {
        int byBank = bank.compareTo(other.bank);
        return byBank != 0 ? byBank : parcel.compareTo(other.parcel);
    }
}
