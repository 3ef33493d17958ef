package continuity.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InstanceIdTest {

    @Test
    @Tag("R1")
    void looksAsItIsShown() {
        var id = new InstanceId("odin-web", InstanceType.MS, "8f4a2b");

        assertThat(id.toString()).isEqualTo("odin-web-MS-8f4a2b").matches("^[a-z0-9-]+-(PS|MS)-[0-9a-f]{6}$");
    }

    @Test
    @Tag("R6")
    void isTakenApartWithTheHyphensOfItsProject() {
        assertThat(InstanceId.parse("my-ps-app-2-PS-8f4a2b"))
                .contains(new InstanceId("my-ps-app-2", InstanceType.PS, "8f4a2b"));
    }

    @ParameterizedTest
    @Tag("R6")
    @ValueSource(strings = {"odin-PS-8f4a2b", "ODIN-ps-8F4A2B", "  odin-PS-8f4a2b@odin3 ", "odin-PS-8f4a2b@"})
    void isReadHoweverPeopleTypeIt(String text) {
        assertThat(InstanceId.parse(text)).contains(new InstanceId("odin", InstanceType.PS, "8f4a2b"));
    }

    @ParameterizedTest
    @Tag("R1")
    @ValueSource(strings = {"odin-PS-xyz", "odin-MS-0123456789ab", "o-PS-1"})
    void idsOfOtherSystemsAreReadToo(String text) {
        assertThat(InstanceId.parse(text).map(InstanceId::toString)).contains(text);
    }

    @ParameterizedTest
    @Tag("R6")
    @ValueSource(
            strings = {
                "",
                "@",
                "odin",
                "odin-PS",
                "odin-PS-",
                "odin-XS-8f4a2b",
                "-odin-PS-8f4a2b",
                "odin--PS-8f4a2b",
                "od_in-PS-8f4a2b",
                "odin-PS-8f4a2%",
                "odin-PS-8f4a2b;drop",
                "odin-PS-8f4a2b\nodin-PS-8f4a2c"
            })
    void whatIsNoneIsRefused(String text) {
        assertThat(InstanceId.parse(text)).isEmpty();
    }

    @Test
    @Tag("R2")
    void theLongestProjectFits() {
        var id = "a".repeat(ProjectName.MAX_LENGTH) + "-PS-8f4a2b";

        assertThat(InstanceId.parse(id)).isPresent();
        assertThat(InstanceId.parse("a" + id)).isEmpty();
    }
}
