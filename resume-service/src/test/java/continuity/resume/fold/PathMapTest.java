package continuity.resume.fold;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("R103")
class PathMapTest {

    @ParameterizedTest
    @CsvSource({
        "/home/dev/shop,   /home/dev/shop/src/a.js,    src/a.js",
        "/home/dev/shop/,  /home/dev/shop/src/a.js,    src/a.js",
        "/home/dev/shop,   /home/dev/shop2/src/a.js,   /home/dev/shop2/src/a.js",
        "/home/dev/shop,   /home/dev/Shop/src/a.js,    /home/dev/Shop/src/a.js",
        "/home/dev/shop,   /home/dev/shop,             /home/dev/shop",
        "/home/dev/shop,   /home/dev/shop/../x,        /home/dev/shop/../x",
        "/home/dev/shop,   src/a.js,                   src/a.js",
        "/,                /etc/hosts,                 etc/hosts",
        "C:\\src\\shop,    C:\\src\\shop\\lib\\a.js,   lib/a.js",
        "C:\\src\\shop,    c:/src/Shop/lib/a.js,       lib/a.js",
        "C:\\src\\shop,    C:\\src\\shop/lib/a.js,     lib/a.js",
        "C:\\src\\shop\\,  C:\\src\\shop\\a.js,        a.js",
        "C:\\src\\shop,    D:\\src\\shop\\a.js,        D:\\src\\shop\\a.js",
        "\\\\srv\\d\\shop, \\\\srv\\d\\shop\\a.js,     a.js"
    })
    void pathsWithinTheDirectoryAreRelativeOnEachKindOfMachine(String from, String path, String shown) {
        assertThat(new PathMap(from, null).relative(path)).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({
        "/home/dev/shop, /home/dev/shop,   false",
        "/home/dev/shop, /home/dev/shop/,  false",
        "/home/dev/shop, /srv/shop,        true",
        "C:\\src\\shop,  c:/src/shop,      false",
        "C:\\src\\shop,  /home/dev/shop,   true"
    })
    void aDirectoryMovesWhenItsNameDiffers(String from, String to, boolean moves) {
        assertThat(new PathMap(from, to).moves()).isEqualTo(moves);
    }

    @Test
    void onlyAbsolutePathsElsewhereAreLeftOut() {
        var paths = new PathMap("/home/dev/shop", "C:\\src\\shop");

        assertThat(paths.leavesOut("/etc/hosts")).isTrue();
        assertThat(paths.leavesOut("C:\\Windows\\x")).isTrue();
        assertThat(paths.leavesOut("/home/dev/shop/a.js")).isFalse();
        assertThat(paths.leavesOut("a.js")).isFalse();
    }

    @Test
    void nothingIsMappedFromNowhere() {
        var paths = new PathMap(null, "/srv/shop");

        assertThat(paths.isKnown()).isFalse();
        assertThat(paths.relative("/srv/shop/a.js")).isEqualTo("/srv/shop/a.js");
    }
}
