package io.lockward.protocol.parcel;

import io.lockward.protocol.Guard;
import io.lockward.protocol.ParcelId;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The code that opens a door for one parcel, and the fingerprints by which a bank knows codes and badges.
///
/// A code is derived from the bank's secret, the parcel and a number, on the bank and in the cloud alike, so that it
/// never travels: a deposit made without a network has its code at once, and nothing between the two learns it. What
/// travels and what is stored is a fingerprint, an HMAC under that secret, so that the eight digits cannot be searched
/// by whoever reads along.
///
/// Stateless; any thread. HMAC-SHA-256 (RFC 2104); the derivation takes the first 8 bytes of the MAC modulo 10^8, whose
/// bias is below 10^-11.
public final class PickupCode {
    /// Digits of a code.
    public static final int DIGITS = 8;
    /// A wrong code counts against every code that begins with the same digits.
    public static final int PREFIX_DIGITS = 4;
    /// A parcel never has more codes one after the other.
    public static final int MOST_NUMBER = 1_000;
    /// The longest code or badge text, in characters.
    public static final int MOST_TEXT = 128;

    private static final int SPACE = 100_000_000;
    private static final int FINGERPRINT_BYTES = 16;

    private PickupCode() {}

    /// The code of a parcel.
    ///
    /// @param number 1 for its first code, to [#MOST_NUMBER]
    /// @return eight digits
    public static String derive(BankSecret secret, ParcelId parcel, int number) {
        Guard.within((long) number, 1, MOST_NUMBER, "number");
        byte[] mac = mac(secret, "code\n" + parcel + "\n" + number);
        long value = 0;
        for (int i = 0; i < 8; i++) {
            value = (value << 8) | (mac[i] & 0xFF);
        }
        return String.format(Locale.ROOT, "%08d", Long.remainderUnsigned(value, SPACE));
    }

    /// What a bank keeps of a code or a badge.
    ///
    /// @param text as it was typed or read, without blanks and dashes, at most [#MOST_TEXT] characters
    /// @return 32 characters of lower-case hex
    public static String fingerprint(BankSecret secret, String text) {
        return hex(mac(secret, "whole\n" + plain(text)));
    }

    /// The fingerprint of a code's first [#PREFIX_DIGITS] digits.
    public static String prefix(BankSecret secret, String text) {
        String plain = plain(text);
        return hex(mac(secret, "prefix\n" + plain.substring(0, Math.min(PREFIX_DIGITS, plain.length()))));
    }

    /// By what one secret is told from another, without saying anything about either: in the journal it shows
    /// that a bank has lost its secret and made a new one.
    ///
    /// @return 32 characters of lower-case hex
    public static String mark(BankSecret secret) {
        return hex(mac(secret, "mark\n"));
    }

    /// @throws IllegalArgumentException when `value` is no fingerprint
    public static void requireFingerprint(String value, String name) {
        boolean holds = value.length() == 2 * FINGERPRINT_BYTES
                && value.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
        if (!holds) {
            throw new IllegalArgumentException(name + " is 32 characters of lower-case hex");
        }
    }

    private static String plain(String text) {
        Guard.text(text, "code", MOST_TEXT);
        String plain = text.replace(" ", "").replace("-", "");
        Guard.text(plain, "code", MOST_TEXT);
        return plain;
    }

    private static String hex(byte[] mac) {
        return HexFormat.of().formatHex(mac, 0, FINGERPRINT_BYTES);
    }

    private static byte[] mac(BankSecret secret, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.bytes(), "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }
}
