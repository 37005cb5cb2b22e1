package io.lockward.broker.credential;

import io.lockward.broker.access.Principal;
import io.lockward.broker.access.Refusal;

/// The answer to an [Attempt].
public sealed interface Admission {
    record Admitted(Principal who) implements Admission {}

    record Refused(Refusal reason) implements Admission {}

    /// Not decided yet: the password has to be hashed, which is slow.
    record Unverified(CredentialsFile.Entry entry, String secret, String address) implements Admission {
        @Override
        public String toString() {
            return "Unverified[entry=" + entry + "]";
        }
    }
}
