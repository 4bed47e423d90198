package org.bellcrank.itests.law;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The laws of the house, read off the built manifests and component descriptions. */
class BundleLawTest {

  private static final Pattern NAMESPACE = Pattern.compile("scr/v1\\.([0-9]+)\\.0");
  private static final Pattern EXTENDER_VERSION =
      Pattern.compile("osgi\\.extender=osgi\\.component\\)\\(version>=1\\.([0-9]+)");

  static Stream<BuiltBundle> pure() {
    return House.of(House.Kind.PURE);
  }

  static Stream<BuiltBundle> rim() {
    return House.of(House.Kind.RIM);
  }

  static Stream<BuiltBundle> libs() {
    return House.of(House.Kind.LIB);
  }

  static Stream<BuiltBundle> ours() {
    return Stream.concat(pure(), rim());
  }

  static Stream<BuiltBundle> all() {
    return House.all().stream();
  }

  @ParameterizedTest
  @MethodSource("pure")
  void aPureBundleImportsOnlyWhatTheDoorTableAllows(BuiltBundle bundle) {
    Map<String, String> owners = owners();
    Set<String> allowed = House.doors().get(bundle.name());
    assertThat(allowed).as("%s stands in the door table", bundle).isNotNull();
    for (String imported : bundle.imports().keySet()) {
      boolean open =
          imported.startsWith("java.")
              || imported.startsWith("javax.xml.")
              || imported.startsWith("org.w3c.dom")
              || imported.startsWith("org.xml.sax")
              || imported.equals("javax.net.ssl")
              // Of java.base itself, though its name does not say so.
              || imported.startsWith("javax.crypto")
              || imported.equals("org.slf4j")
              || bundle.name().equals(owners.get(imported));
      if (open) {
        continue;
      }
      assertThat(owners)
          .as("%s imports %s, which a bundle of ours offers", bundle, imported)
          .containsKey(imported);
      assertThat(allowed).as("%s imports %s", bundle, imported).contains(owners.get(imported));
    }
  }

  @ParameterizedTest
  @MethodSource("rim")
  void aRimBundleUsesOnlyWhatTheDoorTableAllows(BuiltBundle bundle) {
    Map<String, String> owners = owners();
    Set<String> allowed = House.doors().get(bundle.name());
    assertThat(allowed).as("%s stands in the door table", bundle).isNotNull();
    for (String imported : bundle.imports().keySet()) {
      String owner = owners.get(imported);
      if (owner != null && !owner.equals("kura-api")) {
        assertThat(allowed).as("%s imports %s", bundle, imported).contains(owner);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("rim")
  void aRimBundleExportsNothing(BuiltBundle bundle) {
    assertThat(bundle.exports()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("all")
  void nothingImportsAPackageOfARimBundle(BuiltBundle bundle) {
    List<String> rimPackages = rim().map(each -> packageOf(each.name())).toList();
    assertThat(bundle.imports().keySet()).doesNotContainAnyElementsOf(rimPackages);
  }

  @ParameterizedTest
  @MethodSource("libs")
  void aLibraryBundleHoldsNoCodeOfOursAndExportsThirdPartyPackagesOnly(BuiltBundle bundle) {
    assertThat(bundle.exports().isEmpty()).isEqualTo(bundle.fragment());
    assertThat(bundle.exports().keySet()).noneMatch(BuiltBundle::ours);
    assertThat(bundle.entries())
        .noneMatch(entry -> entry.startsWith("org/bellcrank/") && entry.endsWith(".class"));
  }

  /** A host with the wrong natives, or resolved before they came, would fail at its first use. */
  @ParameterizedTest
  @MethodSource("libs")
  void nativesAreFragmentsThatTheirHostWaitsFor(BuiltBundle bundle) {
    if (!bundle.fragment()) {
      return;
    }
    String host = bundle.name().replaceFirst("-(x86_64|aarch64)$", "");
    String library = host.substring("lib-".length());
    assertThat(bundle.header("Fragment-Host")).isEqualTo("org.bellcrank." + host);
    assertThat(bundle.requirements()).contains("osgi.native", "osgi.native.processor~=");
    assertThat(bundle.entries()).noneMatch(entry -> entry.endsWith(".class"));
    BuiltBundle waiting = libs().filter(each -> each.name().equals(host)).findFirst().orElseThrow();
    assertThat(waiting.requirements())
        .contains("org.bellcrank.natives", "(natives=" + library + ")", "(version=");
    assertThat(bundle.header("Provide-Capability")).contains("natives=" + library);
  }

  @Test
  void aModelBundleHoldsNoClasses() {
    List<BuiltBundle> models = House.of(House.Kind.MODEL).toList();
    assertThat(models).isNotEmpty();
    for (BuiltBundle model : models) {
      assertThat(model.entries()).noneMatch(entry -> entry.endsWith(".class"));
      assertThat(model.entries()).anyMatch(entry -> entry.endsWith(".onnx"));
      assertThat(model.entries()).anyMatch(entry -> entry.endsWith("card.yaml"));
    }
  }

  @Test
  void everyConnectorTravelsInExactlyOneBundle() throws Exception {
    List<String> carried = new ArrayList<>();
    for (BuiltBundle group : House.of(House.Kind.CONNECTORS).toList()) {
      assertThat(group.entries()).noneMatch(entry -> entry.endsWith(".class"));
      for (String name : group.header("Bellcrank-Connectors").split(" *, *")) {
        assertThat(group.entries()).contains("connectors/" + name + "/connector.yaml");
        carried.add(name);
      }
    }
    try (Stream<java.nio.file.Path> folders = Files.list(House.ROOT.resolve("camel-routes"))) {
      List<String> there =
          folders
              .filter(folder -> Files.exists(folder.resolve("connector.yaml")))
              .map(folder -> folder.getFileName().toString())
              .toList();
      assertThat(carried).containsExactlyInAnyOrderElementsOf(there);
    }
  }

  @Test
  void theBundlesUseEachOtherWithoutACircle() {
    Map<String, Set<String>> uses = Graph.uses();
    Map<String, Integer> left = new HashMap<>();
    uses.forEach((name, used) -> left.put(name, used.size()));
    Deque<String> free = new ArrayDeque<>();
    left.forEach(
        (name, count) -> {
          if (count == 0) {
            free.add(name);
          }
        });
    Set<String> done = new HashSet<>();
    while (!free.isEmpty()) {
      String name = free.poll();
      done.add(name);
      uses.forEach(
          (user, used) -> {
            if (used.contains(name) && left.merge(user, -1, Integer::sum) == 0) {
              free.add(user);
            }
          });
    }
    Set<String> circle = new TreeSet<>(uses.keySet());
    circle.removeAll(done);
    assertThat(circle).isEmpty();
  }

  /** What any configurable component may import: its marker, and what opens a sealed password. */
  private static final Set<String> KURA_FOR_ALL =
      Set.of("org.eclipse.kura.configuration", "org.eclipse.kura.crypto", "org.eclipse.kura");

  @ParameterizedTest
  @MethodSource("all")
  void kuraPackagesAreImportedWithARangeAndOnlyWhereTheyBelong(BuiltBundle bundle) {
    bundle
        .imports()
        .forEach(
            (name, range) -> {
              if (name.startsWith("org.eclipse.kura")) {
                assertThat(range).as("%s imports %s", bundle, name).matches("\\[.+,.+\\)");
                boolean atHome =
                    bundle.name().startsWith("driver-")
                        || bundle.name().endsWith("-kura")
                        || bundle.name().startsWith("rest-")
                        // Through the gateway's driver, see docs/decisions/0042.
                        || bundle.name().equals("reject-opcua")
                        || bundle.kind() == House.Kind.KURA_API;
                assertThat(atHome || KURA_FOR_ALL.contains(name))
                    .as("%s imports %s", bundle, name)
                    .isTrue();
              }
            });
  }

  @ParameterizedTest
  @MethodSource("ours")
  void componentsNeedNoNewerServiceComponentRuntimeThanKuraHas(BuiltBundle bundle) {
    Matcher extender = EXTENDER_VERSION.matcher(bundle.requirements());
    if (extender.find()) {
      assertThat(Integer.parseInt(extender.group(1))).isLessThanOrEqualTo(4);
    }
    bundle
        .components()
        .forEach(
            (path, text) -> {
              Matcher namespace = NAMESPACE.matcher(text);
              assertThat(namespace.find()).as("%s of %s names its schema", path, bundle).isTrue();
              assertThat(Integer.parseInt(namespace.group(1))).isLessThanOrEqualTo(4);
              assertThat(text).as(path).doesNotContain("name=\"service.pid\"");
            });
  }

  @ParameterizedTest
  @MethodSource("rim")
  void aConfigurableComponentHasADescriptionUnderItsOwnName(BuiltBundle bundle) {
    bundle
        .components()
        .forEach(
            (path, text) -> {
              if (text.contains("org.eclipse.kura.configuration.ConfigurableComponent")) {
                String name = path.substring("OSGI-INF/".length(), path.length() - ".xml".length());
                assertThat(text).as(path).contains("configuration-policy=\"require\"");
                assertThat(bundle.metatypes())
                    .as("%s of %s", path, bundle)
                    .containsKey("OSGI-INF/metatype/" + name + ".xml");
                assertThat(bundle.metatypes().get("OSGI-INF/metatype/" + name + ".xml"))
                    .contains("<OCD id=\"" + name + "\"");
              }
            });
  }

  @ParameterizedTest
  @MethodSource("all")
  void everyBundleExplainsItself(BuiltBundle bundle) {
    assertThat(House.ROOT.resolve("bundles").resolve(bundle.name()).resolve("README.md"))
        .exists()
        .isNotEmptyFile();
  }

  @Test
  void everyBundleStandsInExactlyOneFeature() throws Exception {
    Map<String, List<String>> features = new TreeMap<>();
    try (Stream<java.nio.file.Path> files = Files.list(House.ROOT.resolve("features"))) {
      for (java.nio.file.Path file :
          files.filter(f -> f.toString().endsWith(".feature")).toList()) {
        for (String line : Files.readAllLines(file)) {
          String bundle = line.strip();
          if (!bundle.isEmpty() && !bundle.startsWith("#")) {
            features
                .computeIfAbsent(bundle, unused -> new ArrayList<>())
                .add(file.getFileName().toString());
          }
        }
      }
    }
    for (BuiltBundle bundle : House.all()) {
      if (bundle.kind() != House.Kind.KURA_API) {
        assertThat(features.getOrDefault(bundle.name(), List.of()))
            .as("features with %s", bundle)
            .hasSize(1);
      }
    }
    features.forEach((bundle, in) -> assertThat(in).as("features with %s", bundle).hasSize(1));
  }

  @Test
  void onlyOneBundleHoldsSqlite() {
    List<String> holders =
        House.all().stream()
            .filter(
                bundle ->
                    bundle.entries().stream()
                        .anyMatch(
                            entry ->
                                entry.contains("sqlite-jdbc") || entry.startsWith("org/sqlite/")))
            .map(BuiltBundle::name)
            .toList();
    assertThat(holders).containsExactly("lib-sqlite");
  }

  private static Map<String, String> owners() {
    Map<String, String> owners = new HashMap<>();
    for (BuiltBundle bundle : House.all()) {
      bundle.exports().keySet().forEach(name -> owners.put(name, bundle.name()));
    }
    return owners;
  }

  private static String packageOf(String bundle) {
    return "org.bellcrank." + bundle.replace('-', '.');
  }
}
