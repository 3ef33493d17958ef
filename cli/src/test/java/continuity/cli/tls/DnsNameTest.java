package continuity.cli.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import continuity.cli.terminal.CommandFailed;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DnsNameTest {

    @ParameterizedTest
    @ValueSource(strings = {"hub", "HUB.Example.org", "odin-3.fritz.box", "1and1.de", "xn--mller-kva.de"})
    void aNameIsKeptInLowerCase(String name) {
        assertThat(new DnsName(name).text()).isEqualToIgnoringCase(name).isLowerCase();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "hub.",
                "-hub",
                "hub-",
                "a..b",
                "my hub",
                "hub,ip:10.0.0.1",
                "hub\n",
                "192.0.2.1",
                "::1",
                "hub.7",
                "müller.de",
                "*.example.org",
                "http://hub",
                "hub:7700",
                "hub/x",
                "$(id)"
            })
    void anythingElseIsRefused(String text) {
        assertThatThrownBy(() -> new DnsName(text))
                .isInstanceOf(CommandFailed.class)
                .hasMessageContaining("--host must be a DNS name");
    }

    @ParameterizedTest
    @CsvSource({
        "hub.example.org, hub.example.org, true",
        "hub.example.org, HUB.EXAMPLE.ORG, true",
        "hub.example.org, *.example.org, true",
        "hub.example.org, *.org, false",
        "example.org, *.example.org, false",
        "hub, *.hub, false",
        "hub, *, false",
        "hub.example.org, example.org, false"
    })
    void aStarStandsForOneLabel(String name, String pattern, boolean matches) {
        assertThat(new DnsName(name).matches(pattern)).isEqualTo(matches);
    }
}
