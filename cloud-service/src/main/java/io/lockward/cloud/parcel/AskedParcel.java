package io.lockward.cloud.parcel;

import io.lockward.cloud.http.Problem;
import io.lockward.protocol.BankId;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.parcel.Size;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The body of an announcement.
///
/// @param bank where it will come
/// @param recipient whose, by id; then `label` may be absent
/// @param label what the courier sees when there is no recipient, such as a unit; never a full name
/// @param tracking what the courier's label says
/// @param reference your own name for it
/// @param size `small`, `medium`, `large` or `extra-large`: room of that size is kept
/// @param compartment kept free for it, such as `A07`
/// @param reachable whether only a compartment that can be reached from a wheelchair will do
/// @param until expected and kept free until then; 7 days when absent, 60 days at most
public record AskedParcel(
        @Nullable String bank,
        @Nullable String recipient,
        @Nullable String label,
        @Nullable String tracking,
        @Nullable String reference,
        @Nullable String size,
        @Nullable String compartment,
        @Nullable Boolean reachable,
        @Nullable Instant until) {
    private static final Duration USUAL = Duration.ofDays(7);
    private static final Duration LONGEST = Duration.ofDays(60);

    BankId at() {
        if (bank == null || !BankId.isValid(bank)) {
            throw Problem.invalid("bank", "names the bank by its id").asException();
        }
        return new BankId(bank);
    }

    @Nullable
    Size room() {
        return switch (size == null ? "" : size) {
            case "" -> null;
            case "small" -> Size.SMALL;
            case "medium" -> Size.MEDIUM;
            case "large" -> Size.LARGE;
            case "extra-large" -> Size.EXTRA_LARGE;
            default ->
                throw Problem.invalid("size", "is small, medium, large or extra-large")
                        .asException();
        };
    }

    @Nullable
    CompartmentId place() {
        if (compartment != null && !CompartmentId.isValid(compartment)) {
            throw Problem.invalid("compartment", "is a column letter and a two-digit row, such as A07")
                    .asException();
        }
        return compartment == null ? null : new CompartmentId(compartment);
    }

    Instant end(Instant now) {
        Instant end = until == null ? now.plus(USUAL) : until;
        if (!end.isAfter(now) || end.isAfter(now.plus(LONGEST))) {
            throw Problem.invalid("until", "lies ahead, by 60 days at most").asException();
        }
        return end;
    }

    @Nullable
    String line(String field, @Nullable String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        String line = text.strip();
        if (line.length() > 64 || line.chars().anyMatch(Character::isISOControl)) {
            throw Problem.invalid(field, "has at most 64 characters on one line")
                    .asException();
        }
        return line;
    }
}
