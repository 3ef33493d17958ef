package continuity.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {

    @Test
    @Tag("R2")
    void aProjectHasOneToSixtyFourCharacters() {
        assertThat(ProjectName.isValid("a")).isTrue();
        assertThat(ProjectName.isValid("7")).isTrue();
        assertThat(ProjectName.isValid("my--app-2")).isTrue();
        assertThat(ProjectName.isValid("a".repeat(64))).isTrue();
        assertThat(ProjectName.isValid("a".repeat(65))).isFalse();
    }

    @ParameterizedTest
    @Tag("R3")
    @Tag("R4")
    @ValueSource(strings = {"", "Odin", "od_in", "od.in", "od in", "-", "--", "-odin", "odin-", "odín", "odin\n"})
    void otherProjectNamesAreRefused(String name) {
        assertThat(ProjectName.isValid(name)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "/home/dev/odin, odin",
        "/home/dev/odin/, odin",
        "/home/dev/My Cool_Project, my-cool-project",
        "C:\\work\\Odin\\, odin",
        "odin, odin",
        "/srv/my--app, my--app",
        "/srv/.config, config",
        "/srv/app (copy), app-copy",
        "/, project",
        "'', project",
        "/srv/日本, project"
    })
    void aDirectoryNamesItsProject(String directory, String project) {
        assertThat(ProjectName.ofDirectory(directory)).isEqualTo(project);
    }

    @Test
    void theNameOfAnyDirectoryIsValid() {
        var long64 = ProjectName.ofDirectory("/srv/" + "a".repeat(63) + " " + "b".repeat(63));

        assertThat(long64).isEqualTo("a".repeat(63));
        assertThat(ProjectName.isValid(ProjectName.ofDirectory("/srv/" + "x.".repeat(200))))
                .isTrue();
    }

    @Test
    @Tag("R9")
    void aMachineHasOneToSixtyFourCharacters() {
        assertThat(MachineName.isValid("odin3")).isTrue();
        assertThat(MachineName.isValid("3_odin-")).isTrue();
        assertThat(MachineName.isValid("a".repeat(64))).isTrue();
        assertThat(MachineName.isValid("a".repeat(65))).isFalse();
    }

    @ParameterizedTest
    @Tag("R9")
    @ValueSource(strings = {"", "Odin", "-odin", "_odin", "odin.local", "odin 3", "odin\n"})
    void otherMachineNamesAreRefused(String name) {
        assertThat(MachineName.isValid(name)).isFalse();
    }

    @ParameterizedTest
    @Tag("R9")
    @CsvSource({
        "odin3, odin3",
        "Odin3.fritz.box, odin3",
        "DESKTOP-7F3K, desktop-7f3k",
        "Anna's MacBook.local, anna-s-macbook",
        "_x, x"
    })
    void aHostNameBecomesAMachineName(String host, String machine) {
        assertThat(MachineName.ofHost(host)).contains(machine);
    }

    @Test
    @Tag("R9")
    void aHostNameWithoutAnyLetterOrDigitIsNoMachineName() {
        assertThat(MachineName.ofHost("")).isEmpty();
        assertThat(MachineName.ofHost("...")).isEmpty();
        assertThat(MachineName.ofHost("a".repeat(100))).contains("a".repeat(64));
    }
}
