package io.lockward.fleet.command;

import io.lockward.protocol.command.CommandState;
import java.util.List;

/// The one life of a command: where it stands, and what each thing that becomes known makes of it. What is not in
/// these switches cannot happen. What the bank's journal says outranks what the cloud concluded from silence; what
/// the bank concluded stands for good. Pure. Drawn in `docs/reference/command-life.md`.
public sealed interface CommandLife {
    /// Where every command begins.
    CommandLife START = new Queued();

    CommandState state();

    /// Takes in one fact. One that changes nothing gives the same life.
    CommandLife on(CommandFact fact);

    /// Waits for consent, for the bank, the broker or the signer.
    record Queued() implements CommandLife {
        @Override
        public CommandState state() {
            return CommandState.QUEUED;
        }

        @Override
        public CommandLife on(CommandFact fact) {
            return switch (fact.what()) {
                case QUEUED, APPROVED -> this;
                case SENT -> new Sent();
                case CANCELLED -> new Cancelled(fact);
                case NEVER_SENT -> new Expired(fact);
                case NOT_HEARD -> new Unverified(fact, false);
                case REFUSED, SIGNER_REFUSED -> new Refused(fact);
                case RECEIVED, ACTED, EFFECT, VERIFIED, UNVERIFIED, FAILED -> taken(fact);
            };
        }
    }

    /// Signed and published. From here on nobody can take it back.
    record Sent() implements CommandLife {
        @Override
        public CommandState state() {
            return CommandState.SENT;
        }

        @Override
        public CommandLife on(CommandFact fact) {
            return switch (fact.what()) {
                case QUEUED, APPROVED, SENT, CANCELLED, SIGNER_REFUSED, NEVER_SENT -> this;
                case NOT_HEARD -> new Unverified(fact, false);
                case REFUSED -> new Refused(fact);
                case RECEIVED, ACTED, EFFECT, VERIFIED, UNVERIFIED, FAILED -> taken(fact);
            };
        }
    }

    /// In the bank's journal: it is never taken a second time.
    record Received() implements CommandLife {
        @Override
        public CommandState state() {
            return CommandState.RECEIVED;
        }

        @Override
        public CommandLife on(CommandFact fact) {
            return switch (fact.what()) {
                case QUEUED, APPROVED, SENT, CANCELLED, SIGNER_REFUSED, NEVER_SENT, REFUSED, RECEIVED -> this;
                case NOT_HEARD -> new Unverified(fact, true);
                case ACTED, EFFECT, VERIFIED, UNVERIFIED, FAILED -> taken(fact);
            };
        }
    }

    /// The bank's journal says that it is about to act.
    record Acting() implements CommandLife {
        @Override
        public CommandState state() {
            return CommandState.ACTING;
        }

        @Override
        public CommandLife on(CommandFact fact) {
            return switch (fact.what()) {
                case QUEUED, APPROVED, SENT, CANCELLED, SIGNER_REFUSED, NEVER_SENT, REFUSED, RECEIVED, ACTED -> this;
                case NOT_HEARD -> new Unverified(fact, true);
                case EFFECT, VERIFIED, UNVERIFIED, FAILED -> taken(fact);
            };
        }
    }

    /// A lock was driven; the sensor is waited for.
    record Verifying() implements CommandLife {
        @Override
        public CommandState state() {
            return CommandState.VERIFYING;
        }

        @Override
        public CommandLife on(CommandFact fact) {
            return switch (fact.what()) {
                case QUEUED, APPROVED, SENT, CANCELLED, SIGNER_REFUSED, NEVER_SENT, REFUSED, RECEIVED, ACTED, EFFECT ->
                    this;
                case NOT_HEARD -> new Unverified(fact, true);
                case VERIFIED, UNVERIFIED, FAILED -> taken(fact);
            };
        }
    }

    /// A life that ended.
    sealed interface End extends CommandLife {
        /// What ended it.
        CommandFact by();
    }

    /// Independent evidence shows the effect.
    record Verified(CommandFact by) implements End {
        @Override
        public CommandState state() {
            return CommandState.VERIFIED;
        }

        @Override
        public CommandLife on(CommandFact fact) {
            return this;
        }
    }

    /// Nothing shows the effect: the bank says so, or the bank was not heard.
    ///
    /// @param taken whether the bank is known to have taken it
    record Unverified(CommandFact by, boolean taken) implements End {
        @Override
        public CommandState state() {
            return CommandState.UNVERIFIED;
        }

        @Override
        public CommandLife on(CommandFact fact) {
            if (by.source() != null) {
                return this; // the bank's own conclusion
            }
            return switch (fact.what()) {
                case QUEUED, APPROVED, SENT, CANCELLED, SIGNER_REFUSED, NEVER_SENT, NOT_HEARD -> this;
                case RECEIVED, ACTED, EFFECT -> taken ? this : new Unverified(by, true);
                case REFUSED -> taken ? this : new Refused(fact);
                case VERIFIED, UNVERIFIED, FAILED -> CommandLife.taken(fact);
            };
        }
    }

    /// It was not done, and that is known: the bank says so.
    record Failed(CommandFact by) implements End {
        @Override
        public CommandState state() {
            return CommandState.FAILED;
        }

        @Override
        public CommandLife on(CommandFact fact) {
            return this;
        }
    }

    /// The bank did not accept it, or the signer would not sign it.
    record Refused(CommandFact by) implements End {
        @Override
        public CommandState state() {
            return CommandState.REFUSED;
        }

        @Override
        public CommandLife on(CommandFact fact) {
            return switch (fact.what()) {
                case QUEUED, APPROVED, SENT, CANCELLED, SIGNER_REFUSED, NEVER_SENT, NOT_HEARD, REFUSED -> this;
                case RECEIVED, ACTED, EFFECT, VERIFIED, UNVERIFIED, FAILED -> taken(fact);
            };
        }
    }

    /// Its time was over before it was sent.
    record Expired(CommandFact by) implements End {
        @Override
        public CommandState state() {
            return CommandState.EXPIRED;
        }

        @Override
        public CommandLife on(CommandFact fact) {
            return switch (fact.what()) {
                case QUEUED, APPROVED, SENT, CANCELLED, SIGNER_REFUSED, NEVER_SENT -> this;
                case NOT_HEARD -> new Unverified(fact, false);
                case RECEIVED, ACTED, EFFECT -> new Unverified(by, true); // it was sent after all
                case REFUSED -> new Refused(fact);
                case VERIFIED, UNVERIFIED, FAILED -> taken(fact);
            };
        }
    }

    /// Taken back before it was sent.
    record Cancelled(CommandFact by) implements End {
        @Override
        public CommandState state() {
            return CommandState.CANCELLED;
        }

        @Override
        public CommandLife on(CommandFact fact) {
            return unlessTaken(this, fact);
        }
    }

    /// Ends of the cloud's own, until the bank says otherwise.
    private static CommandLife unlessTaken(End end, CommandFact fact) {
        return switch (fact.what()) {
            case QUEUED, APPROVED, SENT, CANCELLED, SIGNER_REFUSED, NEVER_SENT -> end;
            case NOT_HEARD -> new Unverified(fact, false);
            case REFUSED -> new Refused(fact);
            case RECEIVED, ACTED, EFFECT, VERIFIED, UNVERIFIED, FAILED -> taken(fact);
        };
    }

    /// What a word of the bank about a command it took makes of it.
    private static CommandLife taken(CommandFact fact) {
        return switch (fact.what()) {
            case ACTED -> new Acting();
            case EFFECT -> new Verifying();
            case VERIFIED -> new Verified(fact);
            case UNVERIFIED -> new Unverified(fact, true);
            case FAILED -> new Failed(fact);
            case RECEIVED, QUEUED, APPROVED, SENT, CANCELLED, SIGNER_REFUSED, NEVER_SENT, NOT_HEARD, REFUSED ->
                new Received();
        };
    }

    /// The life that these facts tell, in the order given.
    static CommandLife of(List<CommandFact> facts) {
        CommandLife life = START;
        for (CommandFact fact : facts) {
            life = life.on(fact);
        }
        return life;
    }
}
