package io.lockward.broker.access;

import io.lockward.protocol.BankId;

/// Somebody whose credential was verified.
public sealed interface Principal {
    /// The name in the credentials file.
    String name();

    Role role();

    /// A locker bank.
    record Bank(BankId bank) implements Principal {
        @Override
        public String name() {
            return bank.value();
        }

        @Override
        public Role role() {
            return Role.BANK;
        }
    }

    /// A replica of the cloud service.
    ///
    /// @param name as in the credentials file, 1 to 64 characters of `[A-Za-z0-9._-]`
    record Cloud(String name) implements Principal {
        @Override
        public Role role() {
            return Role.CLOUD;
        }
    }
}
