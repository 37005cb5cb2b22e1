package io.lockward.agent.bank.sensing;

import org.jspecify.annotations.Nullable;

/// What became of one event: a door that was opened and closed.
public sealed interface Verdict {

    /// Not known yet.
    ///
    /// @param stage what is waited for
    record Pending(Stage stage) implements Verdict {}

    /// Something was put in.
    record Added(Finding finding) implements Verdict {}

    /// Something was taken out.
    record Removed(Finding finding) implements Verdict {}

    /// Nothing as large as the smallest thing the sensors are set to see came or went.
    record NoChange(Finding finding) implements Verdict {}

    /// The sensors cannot tell. Somebody has to look, or to open and close the door again.
    ///
    /// @param finding what they lean to; `null` when there is nothing to say
    record Undecided(Reason reason, @Nullable Finding finding) implements Verdict {}

    /// What a verdict that is still to come waits for.
    enum Stage {
        /// No event has begun.
        NO_EVENT,
        /// The door must close.
        DOOR_OPEN,
        /// The sensors must settle and say enough.
        DECIDING
    }

    /// Why nothing could be told.
    enum Reason {
        /// Nobody knows what the sensors said before.
        NO_BASELINE("nobody knows what the sensors said before the door opened"),
        /// No sensor that works gave samples.
        NO_SENSOR("no working sensor answered"),
        /// They kept moving.
        NOT_SETTLED("the sensors did not come to rest"),
        /// The change is between nothing and the smallest thing to be seen.
        TOO_CLOSE("the change is too small to be something and too large to be nothing"),
        /// One says this and one says that.
        CONTRADICTION("the sensors contradict each other");

        private final String words;

        Reason(String words) {
            this.words = words;
        }

        /// For people.
        public String words() {
            return words;
        }
    }

    /// Whether there is nothing more to wait for.
    default boolean isConcluded() {
        return !(this instanceof Pending);
    }
}
