package io.lockward.cloud.notice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRulesTest {
    @ParameterizedTest
    @CsvSource({
        "93.184.216.34, true",
        "8.8.8.8, true",
        "2606:4700::1111, true",
        "172.32.0.1, true",
        "100.63.255.255, true",
        "127.0.0.1, false",
        "127.9.9.9, false",
        "0.0.0.0, false",
        "10.1.2.3, false",
        "100.64.0.1, false",
        "169.254.169.254, false",
        "172.16.0.1, false",
        "172.31.255.255, false",
        "192.168.1.1, false",
        "192.0.2.1, false",
        "198.19.0.1, false",
        "224.0.0.1, false",
        "255.255.255.255, false",
        "::1, false",
        "::, false",
        "fe80::1, false",
        "fd00::1, false",
        "ff02::1, false",
        "2001:db8::1, false",
        "2002:7f00:1::, false",
        "2001:0:1::1, false",
        "64:ff9b::7f00:1, false",
        "::ffff:127.0.0.1, false"
    })
    void only_the_open_internet_is_public(String address, boolean open) throws UnknownHostException {
        assertEquals(open, AddressRules.isPublic(InetAddress.ofLiteral(address)), address);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://example.org/hook", "https://example.org:8443/a?b=c", "https://[2606:4700::1111]/"})
    void takes_https(String url) {
        assertNull(AddressRules.refusal(url, false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://example.org/",
                "ftp://example.org/",
                "https://user:word@example.org/",
                "https://example.org/#part",
                "https:///nowhere",
                "mailto:ana@example.org",
                "http://127.0.0.1/",
                "https://exa mple.org/",
                ""
            })
    void refuses_everything_else(String url) {
        assertNotNull(AddressRules.refusal(url, false));
    }

    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1:9999/hook, true",
        "http://localhost:9999/hook, true",
        "http://example.org/hook, false",
        "http://127.0.0.1.example.org/, false"
    })
    void takes_this_very_machine_when_it_was_said(String url, boolean taken) {
        assertEquals(taken, AddressRules.refusal(url, true) == null);
    }
}
