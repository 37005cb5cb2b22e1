package io.lockward.agent.hardware.nut;

import java.util.regex.Pattern;

/// A user of `upsd.users`. Logging in makes the UPS's primary wait for this bank before it cuts the power.
///
/// @param user     1 to 64 printable ASCII characters
/// @param password 1 to 128 printable ASCII characters
public record NutLogin(String user, String password) {
    private static final Pattern USER = Pattern.compile("[\\x20-\\x7e]{1,64}");
    private static final Pattern PASSWORD = Pattern.compile("[\\x20-\\x7e]{1,128}");

    public NutLogin {
        if (!USER.matcher(user).matches()) {
            throw new IllegalArgumentException("user is 1 to 64 printable ASCII characters");
        }
        if (!PASSWORD.matcher(password).matches()) {
            throw new IllegalArgumentException("password is 1 to 128 printable ASCII characters");
        }
    }

    /// Hides the password.
    @Override
    public String toString() {
        return "NutLogin[user=" + user + "]";
    }
}
