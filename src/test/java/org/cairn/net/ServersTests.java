package org.cairn.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServersTests {

    @ParameterizedTest
    @CsvSource({
        "https://LMS.example.edu/course?id=1, https://lms.example.edu",
        "HTTPS://lms.example.edu:443,         https://lms.example.edu",
        "http://localhost:80/x,               http://localhost",
        "https://lms.example.edu:8443/,       https://lms.example.edu:8443"
    })
    void anOriginHasNoPathNoUsualPortAndNoCapitals(String url, String origin) {
        assertThat(Servers.origin(url)).contains(origin);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "lms.example.edu", "ftp://lms.example.edu", "https://me@lms.example.edu", "https:///x", "a b"
            })
    void whatIsNoPlainWebAddressHasNoOrigin(String url) {
        assertThat(Servers.origin(url)).isEmpty();
    }

    @Test
    void aServerIsTheSameOnlyWithItsSchemeAndPort() {
        URI lms = URI.create("https://lms.example.edu/a");

        assertThat(Servers.isSame(lms, URI.create("https://LMS.example.edu:443/b")))
                .isTrue();
        assertThat(Servers.isSame(lms, URI.create("http://lms.example.edu/a"))).isFalse();
        assertThat(Servers.isSame(lms, URI.create("https://lms.example.edu:8443/a")))
                .isFalse();
        assertThat(Servers.isSame(lms, URI.create("https://x@lms.example.edu/a")))
                .isFalse();
        assertThat(Servers.isSame(null, lms)).isFalse();
        assertThat(Servers.isSame(URI.create("mailto:x"), URI.create("mailto:x")))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "https://canvas.lms.example.edu, example.edu",
        "https://Example.EDU.,           example.edu",
        "https://a.example.ac.uk,        example.ac.uk"
    })
    void aDomainIsWhatSomebodyRegistered(URI url, String domain) {
        assertThat(Servers.domain(url)).contains(domain);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://10.0.0.1", "https://[2001:db8::1]", "http://localhost:8080", "https://ac.uk", "mailto:x"
            })
    void addressesAndBareSuffixesBelongToNobody(URI url) {
        assertThat(Servers.domain(url)).isEmpty();
    }
}
