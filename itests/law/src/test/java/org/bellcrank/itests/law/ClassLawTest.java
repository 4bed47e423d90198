package org.bellcrank.itests.law;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The laws that only the classes show. */
class ClassLawTest {

  private static JavaClasses pure;
  private static JavaClasses ours;

  @BeforeAll
  static void readClasses() {
    pure = read(House.of(House.Kind.PURE));
    ours = read(readBundles());
  }

  private static JavaClasses read(Stream<BuiltBundle> bundles) {
    List<Path> folders =
        bundles
            .map(
                bundle ->
                    House.ROOT.resolve(
                        "bundles/" + bundle.name() + "/target/classes/org/bellcrank"))
            .filter(java.nio.file.Files::isDirectory)
            .toList();
    return new ClassFileImporter().importPaths(folders);
  }

  @Test
  void pureBundlesTouchNoDatabaseNoNetworkAndNoFramework() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "java.sql..",
            "javax.sql..",
            "java.net.http..",
            "com.sun.net.httpserver..",
            "org.osgi.framework..",
            "org.eclipse.kura..")
        .check(pure);
  }

  @Test
  void pureBundlesGetTheTimeFromAClock() {
    noClasses()
        .should()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(LocalDate.class, "now")
        .orShould()
        .callMethod(LocalDateTime.class, "now")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .check(pure);
  }

  @Test
  void namesAreTheFieldsOwn() {
    classes()
        .should()
        .haveSimpleNameNotEndingWith("Impl")
        .andShould()
        .haveSimpleNameNotEndingWith("Manager")
        .andShould()
        .haveSimpleNameNotEndingWith("Helper")
        .andShould()
        .haveSimpleNameNotEndingWith("Util")
        .andShould()
        .haveSimpleNameNotEndingWith("Utils")
        .andShould()
        .haveSimpleNameNotStartingWith("Abstract")
        .check(ours);
  }

  @Test
  void nothingPrintsToTheConsoleBesidesTheTerminal() {
    noClasses()
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .check(ours);
  }

  /**
   * A test outside a framework sees every class of the Java machine; a bundle sees {@code java.*}
   * and what it imports.
   */
  @ParameterizedTest
  @MethodSource("readBundles")
  void whatTheJavaMachineOffersBesidesJavaIsImported(BuiltBundle bundle) {
    Set<String> used = new TreeSet<>();
    for (String entry : bundle.entries()) {
      String name = entry.replaceFirst("\\.class$", "").replace('/', '.');
      if (ours.contain(name)) {
        ours.get(name).getDirectDependenciesFromSelf().stream()
            .map(each -> each.getTargetClass().getBaseComponentType().getPackageName())
            .filter(
                each -> each.matches("(javax|org\\.w3c|org\\.xml|org\\.ietf|com\\.sun|sun)\\..+"))
            .forEach(used::add);
      }
    }
    assertThat(bundle.imports().keySet()).as(bundle + ", Import-Package").containsAll(used);
  }

  static Stream<BuiltBundle> readBundles() {
    return Stream.concat(House.of(House.Kind.PURE), House.of(House.Kind.RIM));
  }
}
