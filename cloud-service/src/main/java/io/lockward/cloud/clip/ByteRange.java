package io.lockward.cloud.clip;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A part that a `Range` header asks for (RFC 9110, section 14). Pure.
///
/// @param from the first byte, from 0
/// @param length how many, from 1; 0 means that none of it is there
record ByteRange(long from, long length) {
    private static final Pattern ONE = Pattern.compile("bytes=(\\d{1,15})?-(\\d{1,15})?");

    /// @param size how many bytes there are, from 1
    /// @return `null` when all of it is to be sent: there is no header, or one that asks for what is not done here
    static @Nullable ByteRange of(@Nullable String header, long size) {
        Matcher asked = header == null ? null : ONE.matcher(header.strip());
        if (asked == null || !asked.matches()) {
            return null;
        }
        String first = asked.group(1);
        String last = asked.group(2);
        if (first == null) {
            return last == null ? null : tail(Long.parseLong(last), size);
        }
        long from = Long.parseLong(first);
        long to = last == null ? size - 1 : Math.min(Long.parseLong(last), size - 1);
        if (last != null && Long.parseLong(last) < from) {
            return null;
        }
        return from < size ? new ByteRange(from, to - from + 1) : new ByteRange(from, 0);
    }

    private static ByteRange tail(long count, long size) {
        long length = Math.min(count, size);
        return new ByteRange(size - length, length);
    }
}
