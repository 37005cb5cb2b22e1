package io.lockward.protocol;

import java.util.UUID;

/// The one strict reading of a UUID. `UUID.fromString` also takes short groups and upper case, so that two
/// spellings would name one thing.
final class Uuids {
    private Uuids() {}

    static UUID parse(String text) {
        if (text.length() == 36) {
            UUID uuid = UUID.fromString(text);
            if (uuid.toString().equals(text)) {
                return uuid;
            }
        }
        throw new IllegalArgumentException("a UUID is written in its 36-character lower-case form");
    }
}
