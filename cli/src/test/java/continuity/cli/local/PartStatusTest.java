package continuity.cli.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import continuity.cli.process.ProcessIdentity;
import org.junit.jupiter.api.Test;

class PartStatusTest {

    @Test
    void onlyChecksThatFailAreNamedAndAlwaysInTheSameOrder() throws Exception {
        assertThat(details("""
                [{"name":"kafka","status":"DOWN","data":{"why":"long"}},{"name":"fold","status":"UP"},{"name":"database","status":"DOWN"}]
                """)).isEqualTo("database, kafka");
    }

    @Test
    void nothingIsSaidWhenAllIsWell() throws Exception {
        assertThat(details("""
                [{"name":"Database connections health check","status":"UP","data":{"<default>":"UP"}}]
                """)).isEmpty();
    }

    private static String details(String checks) throws Exception {
        var part = new RunFile.Running(Part.REGISTRY.title(), 7701, ProcessIdentity.current());
        return new PartStatus(part, true, new Health(false, new ObjectMapper().readTree(checks))).details();
    }
}
