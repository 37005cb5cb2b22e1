package io.lockward.protocol.parcel;

import java.util.Locale;

/// Alternatives by their words on the wire: the constant's name in lower case with dashes.
final class Words {
    private Words() {}

    static String of(Enum<?> alternative) {
        return alternative.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
