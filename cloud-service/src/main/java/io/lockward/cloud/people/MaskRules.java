package io.lockward.cloud.people;

import org.jspecify.annotations.Nullable;

/// How people are shown to those who need not know them. Pure.
public final class MaskRules {
    private static final int MOST = 40;

    private MaskRules() {}

    /// `Ana Maria Silva` is shown as `A. M. S.`
    public static String name(String name) {
        StringBuilder masked = new StringBuilder();
        for (String part : name.strip().split("\\s+", -1)) {
            String initial = part.isEmpty() ? "" : part.substring(0, part.offsetByCodePoints(0, 1));
            if (!initial.isEmpty() && masked.length() + initial.length() + 2 < MOST) {
                masked.append(masked.isEmpty() ? "" : " ").append(initial).append('.');
            }
        }
        return masked.isEmpty() ? "?" : masked.toString();
    }

    /// `ana.silva@example.org` is shown as `a…@example.org`.
    public static @Nullable String email(@Nullable String email) {
        int at = email == null ? -1 : email.lastIndexOf('@');
        return email == null || at < 1
                ? null
                : email.substring(0, email.offsetByCodePoints(0, 1)) + "…" + email.substring(at);
    }
}
