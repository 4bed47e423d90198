package org.bellcrank.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Somebody decided of each kind that the bundles write which class it belongs to. */
class KindsTest {

  private static final Map<EventClass, Set<String>> DECIDED =
      new EnumMap<>(
          Map.of(
              EventClass.RESULTS,
              Set.of("finding", "observation", "review", "reject", "stretch", "routes"),
              EventClass.ORDERS,
              Set.of("order", "delivery", "closure"),
              EventClass.CONDITIONS,
              Set.of("asset", "trend", "baseline", "life"),
              EventClass.DEVICES,
              Set.of("device", "gaps"),
              EventClass.GATEWAY,
              Set.of(
                  "canary",
                  "clock",
                  "cloud",
                  "connection",
                  "documents",
                  "evidence",
                  "health",
                  "lamp",
                  "package",
                  "register",
                  "rollups",
                  "start")));

  /** A name that is handed over right where something is written, or kept for that in a field. */
  private static final List<Pattern> WRITTEN =
      List.of(
          Pattern.compile(
              "\\b(?:append|note|trendNote|tell|Line|Note)\\([^;\"]{0,120}\"([a-z]+)\\.[a-z]+\""),
          Pattern.compile("static final String \\w+ =\\s+\"([a-z]+)\\.[a-z]+\";"));

  /** What looks like the name of a kind, and is that of a file, a setting or a place. */
  private static final Set<String> OTHER =
      Set.of(
          "bellcrank",
          "content",
          "credential",
          "database",
          "dpa",
          "fill",
          "item",
          "journal",
          "manifest",
          "node",
          "recording",
          "runtime",
          "sender",
          "store");

  private static Stream<Path> sources() throws IOException {
    Path bundles = Path.of(System.getProperty("project.root"), "bundles");
    try (Stream<Path> all = Files.list(bundles)) {
      return all
          .map(each -> each.resolve("src/main/java/org/bellcrank"))
          .filter(Files::isDirectory)
          .toList()
          .stream()
          .flatMap(KindsTest::below);
    }
  }

  private static Stream<Path> below(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(each -> each.toString().endsWith(".java")).toList().stream();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static Set<String> written() throws IOException {
    Set<String> found = new TreeSet<>();
    for (Path file : (Iterable<Path>) sources()::iterator) {
      String text = Files.readString(file);
      for (Pattern each : WRITTEN) {
        for (Matcher at = each.matcher(text); at.find(); ) {
          found.add(at.group(1));
        }
      }
    }
    return found;
  }

  @Test
  void noKindOfTheBundlesFallsIntoAClassByItself() throws IOException {
    Set<String> found = written();
    assertThat(found).contains("finding", "reject", "stretch", "closure", "trend", "start");
    Set<String> decided = new TreeSet<>();
    DECIDED.values().forEach(decided::addAll);
    found.removeAll(OTHER);
    assertThat(found).isSubsetOf(decided);
  }

  @Test
  void eachKindHasTheClassThatWasDecided() {
    DECIDED.forEach(
        (expected, kinds) ->
            assertThat(kinds)
                .allSatisfy(kind -> assertThat(EventClass.of(kind + ".any")).isEqualTo(expected)));
  }
}
