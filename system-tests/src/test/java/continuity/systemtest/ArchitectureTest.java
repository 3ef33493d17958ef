package continuity.systemtest;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import continuity.kit.sql.Database;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The arrows: services → service-kit → sanitizer, contracts; and frameworks stay out of what must outlive them. */
class ArchitectureTest {

    private static final String[] SERVICES = {
        "continuity.registry..",
        "continuity.commandlog..",
        "continuity.checkpoint..",
        "continuity.resume..",
        "continuity.missioncontrol.."
    };

    private static final JavaClasses PRODUCT = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("continuity");

    /** RE2/J is no framework: it makes a stranger's pattern harmless. */
    @ParameterizedTest
    @ValueSource(strings = {"continuity.contracts..", "continuity.sanitizer..", "continuity.resume.fold.."})
    void knowsNoFramework(String core) {
        classes()
                .that()
                .resideInAPackage(core)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "javax.crypto..",
                        "org.jspecify..",
                        "com.google.re2j..",
                        "continuity.contracts..",
                        core)
                .check(PRODUCT);
    }

    @Test
    void foldReadsNoClockAndNoFile() {
        noClasses()
                .that()
                .resideInAPackage("continuity.resume.fold..")
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage("java.io..", "java.nio.file..", "java.net..", "java.sql..")
                .check(PRODUCT);
    }

    @Test
    void serviceKitKnowsNoService() {
        noClasses()
                .that()
                .resideInAPackage("continuity.kit..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(SERVICES)
                .check(PRODUCT);
    }

    @Test
    void noServiceKnowsAnother() {
        slices().matching("continuity.(registry|commandlog|checkpoint|resume|missioncontrol)..")
                .should()
                .notDependOnEachOther()
                .check(PRODUCT);
    }

    @Test
    void brokerAndDatabaseServerStayOutOfServices() {
        noClasses()
                .that()
                .resideInAnyPackage(SERVICES)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("continuity.backbone..", "continuity.cli..", "continuity.testkit..")
                .check(PRODUCT);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("continuity.(**)").should().beFreeOfCycles().check(PRODUCT);
    }

    @Test
    void sqlStandsInStoresOnly() {
        noClasses()
                .that()
                .resideInAnyPackage(SERVICES)
                .and()
                .haveSimpleNameNotEndingWith("Store")
                .should()
                .callMethodWhere(target(owner(type(Database.class)))
                        .and(target(nameMatching("query|queryOne|queryWhile|update"))))
                .check(PRODUCT);
    }
}
