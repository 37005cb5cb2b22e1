package io.lockward.cloud.notice;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Where webhooks may go: out, never into our own house. Pure. Networks that are not the open Internet are those of
/// RFC 6890 and its registry, and what translates into them.
final class AddressRules {
    private static final int MOST_URL = 500;

    /// First bytes and how many bits of them count.
    @SuppressWarnings("ArrayRecordComponent") // read only, and never compared as a record
    private record Net(int bits, int... bytes) {
        boolean contains(byte[] address) {
            for (int i = 0, left = bits; left > 0; i++, left -= 8) {
                int mask = left >= 8 ? 0xFF : (0xFF << (8 - left)) & 0xFF;
                if (((address[i] ^ bytes[i]) & mask) != 0) {
                    return false;
                }
            }
            return true;
        }
    }

    private static final List<Net> CLOSED_4 = List.of(
            new Net(8, 0),
            new Net(8, 10),
            new Net(10, 100, 64),
            new Net(8, 127),
            new Net(16, 169, 254),
            new Net(12, 172, 16),
            new Net(24, 192, 0, 0),
            new Net(24, 192, 0, 2),
            new Net(24, 192, 88, 99),
            new Net(16, 192, 168),
            new Net(15, 198, 18),
            new Net(24, 198, 51, 100),
            new Net(24, 203, 0, 113),
            new Net(4, 224),
            new Net(4, 240));

    /// Only global unicast is open, and of it not what carries an IPv4 address or is for documents.
    private static final Net OPEN_6 = new Net(3, 0x20);

    private static final List<Net> CLOSED_6 = List.of(
            new Net(32, 0x20, 0x01, 0x00, 0x00),
            new Net(23, 0x20, 0x01, 0x00),
            new Net(32, 0x20, 0x01, 0x0d, 0xb8),
            new Net(16, 0x20, 0x02),
            new Net(20, 0x3f, 0xff, 0x00));

    private AddressRules() {}

    /// Whether an address is on the open Internet.
    static boolean isPublic(InetAddress address) {
        byte[] bytes = address.getAddress();
        return switch (address) {
            case Inet4Address _ -> CLOSED_4.stream().noneMatch(net -> net.contains(bytes));
            case Inet6Address _ -> OPEN_6.contains(bytes) && CLOSED_6.stream().noneMatch(net -> net.contains(bytes));
            default -> false;
        };
    }

    /// Why a webhook may not go there; `null` when it may. The name's addresses are looked at each time it goes.
    ///
    /// @param loopback whether this very machine is allowed, without TLS
    static @Nullable String refusal(@Nullable String text, boolean loopback) {
        if (text == null || text.isBlank() || text.length() > MOST_URL) {
            return "has 1 to " + MOST_URL + " characters";
        }
        URI url;
        try {
            url = new URI(text);
        } catch (URISyntaxException _) {
            return "is no address";
        }
        String host = url.getHost();
        if (host == null || url.getRawUserInfo() != null || url.getRawFragment() != null) {
            return "names a host, and no user and no fragment";
        }
        boolean here = loopback && host.toLowerCase(Locale.ROOT).matches("localhost|127\\.0\\.0\\.1|\\[::1]");
        if (!"https".equalsIgnoreCase(url.getScheme()) && !("http".equalsIgnoreCase(url.getScheme()) && here)) {
            return "begins with https://";
        }
        return null;
    }
}
