package io.lockward.agent.bank.power;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A UPS status line as a set of flags; their order and repetition mean nothing.
///
/// @param flags   the known tokens
/// @param unknown the others, as written, at most [#MOST_UNKNOWN], each at most [#LONGEST_TOKEN] characters
public record UpsStatus(Set<UpsFlag> flags, List<String> unknown) {
    /// Further unknown tokens of one line are dropped; no real device comes near.
    public static final int MOST_UNKNOWN = 16;

    /// Longer tokens are cut.
    public static final int LONGEST_TOKEN = 32;

    /// A token that would make [#text()] longer is left out of it.
    public static final int LONGEST_TEXT = 128;

    public static final UpsStatus NONE = new UpsStatus(Set.of(), List.of());

    public UpsStatus {
        EnumSet<UpsFlag> ordered = EnumSet.noneOf(UpsFlag.class);
        ordered.addAll(flags);
        flags = Collections.unmodifiableSet(ordered);
        unknown = List.copyOf(unknown);
    }

    /// Reads a status line; total on any text.
    public static UpsStatus parse(String line) {
        EnumSet<UpsFlag> flags = EnumSet.noneOf(UpsFlag.class);
        List<String> unknown = new ArrayList<>();
        for (String token : line.split("[^\\x21-\\x7e]+", -1)) {
            if (token.isEmpty()) {
                continue;
            }
            UpsFlag flag = flagNamed(token);
            if (flag != null) {
                flags.add(flag);
            } else if (unknown.size() < MOST_UNKNOWN) {
                String kept = token.length() > LONGEST_TOKEN ? token.substring(0, LONGEST_TOKEN) : token;
                if (!unknown.contains(kept)) {
                    unknown.add(kept);
                }
            }
        }
        return new UpsStatus(flags, unknown);
    }

    private static @Nullable UpsFlag flagNamed(String token) {
        for (UpsFlag flag : UpsFlag.values()) {
            if (flag.name().equals(token)) {
                return flag;
            }
        }
        return null;
    }

    public boolean has(UpsFlag flag) {
        return flags.contains(flag);
    }

    /// The tokens in a fixed order, known ones first: equal statuses give equal text. At most [#LONGEST_TEXT]
    /// characters.
    public String text() {
        StringBuilder text = new StringBuilder();
        flags.forEach(flag -> append(text, flag.name()));
        unknown.forEach(token -> append(text, token));
        return text.toString();
    }

    private static void append(StringBuilder text, String token) {
        if (text.length() + 1 + token.length() <= LONGEST_TEXT) {
            text.append(text.isEmpty() ? "" : " ").append(token);
        }
    }
}
