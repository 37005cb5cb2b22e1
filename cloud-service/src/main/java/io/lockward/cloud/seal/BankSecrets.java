package io.lockward.cloud.seal;

import io.lockward.fleet.parcel.ParcelRecord;
import io.lockward.protocol.BankId;
import io.lockward.protocol.parcel.BankSecret;
import io.lockward.protocol.parcel.PickupCode;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// What banks sealed to us, opened when it is needed and kept in memory only: at rest it is as the bank sealed
/// it. Codes are derived when somebody is to be told, stored nowhere and never logged. Any thread.
@Singleton
public final class BankSecrets {
    private record Opened(String sealed, BankSecret secret) {}

    private final SealStore store;
    private final SealKeys keys;
    private final Map<BankId, Opened> opened = new ConcurrentHashMap<>();

    BankSecrets(SealStore store, SealKeys keys) {
        this.store = store;
        this.keys = keys;
    }

    /// A bank's secret; `null` when it sent none that opens here.
    public @Nullable BankSecret of(BankId bank) {
        String sealed = store.sealed(bank);
        if (sealed == null) {
            return null;
        }
        Opened known = opened.get(bank);
        if (known != null && known.sealed().equals(sealed)) {
            return known.secret();
        }
        BankSecret secret = keys.open(bank, sealed);
        if (secret != null) {
            opened.put(bank, new Opened(sealed, secret));
        }
        return secret;
    }

    /// The code that opens for a parcel; `null` when there is none, or the bank's secret is not the one it was made
    /// with.
    public @Nullable String code(ParcelRecord parcel) {
        int number = parcel.standing().number();
        BankSecret secret = number == 0 ? null : of(parcel.bank());
        if (secret == null) {
            return null;
        }
        String code = PickupCode.derive(secret, parcel.key().parcel(), number);
        return PickupCode.fingerprint(secret, code).equals(parcel.standing().fingerprint()) ? code : null;
    }
}
