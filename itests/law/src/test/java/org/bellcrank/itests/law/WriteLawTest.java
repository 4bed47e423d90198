package org.bellcrank.itests.law;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Who can write to a control. Everything that leads there is a call of a driver's or an asset's
 * {@code write}, or of the few methods and messages of the libraries below the drivers that change
 * something on a device; each has one place, and only reject-opcua begins such a way. What is
 * called by reflection is not seen.
 */
class WriteLawTest {

  private static final String REJECT = "org.bellcrank.reject.opcua";

  /** What has a write of the gateway's contract. */
  private static final Set<String> KURA =
      Set.of("org.eclipse.kura.driver.Driver", "org.eclipse.kura.asset.Asset");

  private static JavaClasses all;

  @BeforeAll
  static void readClasses() {
    List<Path> folders =
        House.all().stream()
            .map(bundle -> House.ROOT.resolve("bundles/" + bundle.name() + "/target/classes"))
            .map(folder -> folder.resolve("org/bellcrank"))
            .filter(Files::isDirectory)
            .toList();
    all = new ClassFileImporter().importPaths(folders);
  }

  private static DescribedPredicate<JavaAccess<?>> to(
      String what, java.util.function.Predicate<JavaAccess<?>> which) {
    return describe(what, which::test);
  }

  private static final DescribedPredicate<JavaAccess<?>> WRITES_OF_THE_GATEWAY =
      to(
          "write of a driver or an asset",
          access ->
              access.getTarget().getName().equals("write")
                  && access.getTarget() instanceof AccessTarget.CodeUnitAccessTarget target
                  && takesAList(target)
                  && kura(access.getTargetOwner()));

  /** As the contract has it; a driver's own methods of that name take one record. */
  private static boolean takesAList(AccessTarget.CodeUnitAccessTarget target) {
    return target.getRawParameterTypes().size() == 1
        && target.getRawParameterTypes().get(0).isEquivalentTo(List.class);
  }

  private static boolean kura(JavaClass owner) {
    return KURA.contains(owner.getName())
        || owner.getAllRawInterfaces().stream().anyMatch(each -> KURA.contains(each.getName()));
  }

  private static final DescribedPredicate<JavaAccess<?>> WRITES_OF_OPC_UA =
      to(
          "a service of OPC UA that changes something",
          access ->
              access
                          .getTargetOwner()
                          .getName()
                          .matches("org\\.eclipse\\.milo\\.opcua\\.sdk\\.client\\..*")
                      && access
                          .getTarget()
                          .getName()
                          .matches("(write|call|historyUpdate|add(Nodes|Ref)|delete(Nodes|Ref)).*")
                  || access.getTarget().getName().equals("<init>")
                      && access
                          .getTargetOwner()
                          .getName()
                          .matches(
                              "org\\.eclipse\\.milo\\..*\\.(WriteValue|WriteRequest"
                                  + "|CallMethodRequest|CallRequest|HistoryUpdateRequest)"));

  private static final DescribedPredicate<JavaAccess<?>> WRITES_OF_MODBUS =
      to(
          "a message of Modbus that changes something",
          access ->
              access.getTargetOwner().getName().matches("com\\.digitalpetri\\.modbus\\..*")
                  && (access.getTarget().getName().matches("(write|maskWrite|readWrite).*")
                      || access.getTarget().getName().equals("<init>")
                          && access
                              .getTargetOwner()
                              .getSimpleName()
                              .matches("(Write|MaskWrite|ReadWrite).*Request")));

  @Test
  void onlyRejectOpcuaWritesThroughADriver() {
    noClasses()
        .that()
        .resideOutsideOfPackage(REJECT)
        .should()
        .accessTargetWhere(WRITES_OF_THE_GATEWAY)
        .check(all);
    assertThat(places(WRITES_OF_THE_GATEWAY)).containsExactly(REJECT + ".PlantDriver");
  }

  /**
   * What a gateway's contract of drivers demands: one class each, behind its list. Monitored calls
   * ConditionRefresh alone, which asks the server to tell its alarms once more and changes nothing.
   */
  @Test
  void eachDriverHasOnePlaceThatWrites() {
    assertThat(places(WRITES_OF_OPC_UA))
        .containsExactly(
            "org.bellcrank.driver.opcua.Monitored", "org.bellcrank.driver.opcua.Writing");
    assertThat(places(WRITES_OF_MODBUS)).containsExactly("org.bellcrank.driver.modbus.Line");
  }

  private static Set<String> places(DescribedPredicate<JavaAccess<?>> which) {
    return all.stream()
        .filter(each -> each.getAccessesFromSelf().stream().anyMatch(which))
        .map(each -> each.getName().replaceFirst("\\$.*", ""))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Nobody gets it unasked. */
  @Test
  void noProfileAndNoOtherPackageBringsIt() throws IOException {
    try (Stream<Path> profiles = Files.walk(House.ROOT.resolve("kura-config"))) {
      for (Path each : profiles.filter(Files::isRegularFile).toList()) {
        assertThat(Files.readString(each, java.nio.charset.StandardCharsets.ISO_8859_1))
            .as(each.toString())
            .doesNotContain("bellcrank-reject")
            .doesNotContain(REJECT);
      }
    }
    try (Stream<Path> features = Files.list(House.ROOT.resolve("features"))) {
      assertThat(
              features
                  .filter(each -> read(each).lines().anyMatch("reject-opcua"::equals))
                  .map(each -> each.getFileName().toString())
                  .toList())
          .containsExactly("bellcrank-reject.feature");
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
