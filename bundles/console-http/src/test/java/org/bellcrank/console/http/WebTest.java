package org.bellcrank.console.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bellcrank.canary.Lamp;
import org.bellcrank.console.Console;
import org.bellcrank.console.Desks;
import org.bellcrank.evidence.FileEvidenceStore;
import org.bellcrank.register.Discrepancy;
import org.bellcrank.store.jdbc.JdbcStore;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can be told of the pages without a browser: their parts fit each other and the routes. */
class WebTest {

  private static final Path WEB = Path.of("src/main/resources/web");
  private static final Map<String, String> FILES = new TreeMap<>();

  @BeforeAll
  static void read() throws IOException {
    try (Stream<Path> files = Files.list(WEB)) {
      for (Path file : files.toList()) {
        FILES.put(file.getFileName().toString(), Files.readString(file));
      }
    }
    assertThat(FILES).containsKeys("review.js", "workbench.js", "documents.js", "who.js");
  }

  @Test
  void whatAPageImportsIsExportedThere() {
    for (Map.Entry<String, String> file : FILES.entrySet()) {
      Matcher each =
          Pattern.compile("import \\{([^}]+)\\} from \"\\./([a-z]+\\.js)\"")
              .matcher(file.getValue());
      while (each.find()) {
        String from = FILES.get(each.group(2));
        assertThat(from).as("%s imports %s", file.getKey(), each.group(2)).isNotNull();
        for (String name : each.group(1).split(",")) {
          String wanted = name.strip().replaceAll(" as .*", "");
          assertThat(from)
              .as("%s imports %s of %s", file.getKey(), wanted, each.group(2))
              .containsPattern("export (async )?(function|const) " + wanted + "\\b");
        }
      }
    }
  }

  @Test
  void eachLinkOfTheHeadHasItsPage() {
    Matcher links = Pattern.compile("href=\"(#/[a-z]+)\"").matcher(FILES.get("index.html"));
    List<String> found = new ArrayList<>();
    while (links.find()) {
      found.add(links.group(1));
      assertThat(FILES.get("app.js")).contains("[/^" + links.group(1).replace("/", "\\/") + "$/, ");
    }
    assertThat(found).contains("#/review", "#/workbench", "#/balance", "#/documents");
  }

  @Test
  void eachAddressThatPagesAskForIsARoute(@TempDir Path folder) {
    try (JdbcStore store = JdbcStore.open(folder)) {
      FileEvidenceStore evidence =
          new FileEvidenceStore(store.directory(), store, Clock.systemUTC());
      Console console =
          new Console(
              store,
              evidence,
              new HttpConsoleTest.NoDocuments(),
              new HttpConsoleTest.NoDeliveries(),
              null,
              new Desks(),
              Clock.systemUTC());
      List<String> routes = console.routes().stream().map(route -> route.path()).toList();
      List<String> asked = new ArrayList<>();
      FILES.forEach(
          (name, text) -> {
            Matcher each = Pattern.compile("get\\(\"(/api/[a-z]+)[/?\"]").matcher(text);
            while (each.find()) {
              asked.add(each.group(1));
            }
          });
      assertThat(asked)
          .contains("/api/review", "/api/head", "/api/registers")
          .hasSizeGreaterThan(12);
      assertThat(asked)
          .allSatisfy(path -> assertThat(routes).anyMatch(route -> route.startsWith(path)));
    }
  }

  @Test
  void eachKindOfDifferenceAndEachLampHasItsWords() {
    for (Discrepancy.Kind kind : Discrepancy.Kind.values()) {
      assertThat(FILES.get("registers.js"))
          .as("%s has a name and says what to do", kind)
          .containsPattern("\\b" + kind + ": \\[\"[^\"]+\", \"[^\"]+\"\\]");
    }
    for (Lamp.Kind kind : Lamp.Kind.values()) {
      assertThat(FILES.get("lamps.js")).containsPattern("\\b" + kind + ": \"[^\"]+\"");
    }
  }

  @Test
  void fieldsHaveLabelsAndPicturesHaveWords() {
    String who = FILES.get("who.js");
    assertThat(who)
        .contains("label\", { for: input.id }", "label\", { for: box.id }", "for: \"who\"");
    for (String page :
        List.of("review.js", "workbench.js", "orders.js", "documents.js", "mapping.js")) {
      Matcher inputs =
          Pattern.compile("const (\\w+) = (el\\(\\s*\"(input|select)\"|reason\\()")
              .matcher(FILES.get(page));
      while (inputs.find()) {
        String name = inputs.group(1).equals("input") ? "asset.input" : inputs.group(1);
        assertThat(FILES.get(page))
            .as("%s: %s stands in a labelled field", page, name)
            .containsPattern("field\\([^;]*?, " + Pattern.quote(name) + "\\)");
      }
    }
    FILES.forEach(
        (name, text) -> {
          Matcher pictures = Pattern.compile("el\\(\"img\", \\{([^}]*)\\}").matcher(text);
          while (pictures.find()) {
            assertThat(pictures.group(1)).as(name).contains("alt:");
          }
        });
  }

  /** A node that is added to a text shows as "[object …]". */
  @Test
  void nodesAreNeverAddedToTexts() {
    String makes = "\\b(time|badge|el|card|tile|subject|other)\\(";
    FILES.forEach(
        (name, text) ->
            assertThat(text)
                .as(name)
                .doesNotContainPattern("\\+ " + makes)
                .doesNotContainPattern(makes + "[^()]*\\) \\+"));
  }

  @Test
  void nothingIsEverWrittenAsMarkup() {
    FILES.forEach(
        (name, text) ->
            assertThat(text)
                .as(name)
                .doesNotContain("innerHTML", "outerHTML", "insertAdjacentHTML", "eval("));
  }

  /** WCAG 2.1 AA for text: 4.5 to 1, by day and by night. */
  @Test
  void textStandsOutFromItsGround() {
    String css = FILES.get("style.css");
    int night = css.indexOf("prefers-color-scheme: dark");
    for (String theme : List.of(css.substring(0, night), css.substring(night))) {
      for (String ground : List.of("card", "page")) {
        for (String text : List.of("ink", "soft", "accent", "good", "warn", "bad", "info")) {
          double contrast = contrast(colour(theme, text), colour(theme, ground));
          assertThat(contrast).as("%s on %s", text, ground).isGreaterThanOrEqualTo(4.5);
        }
      }
    }
  }

  private static double contrast(double one, double other) {
    return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
  }

  private static double colour(String theme, String name) {
    Matcher found = Pattern.compile("--" + name + ": #([0-9a-f]{6})").matcher(theme);
    assertThat(found.find()).as(name).isTrue();
    int rgb = Integer.parseInt(found.group(1), 16);
    return 0.2126 * linear(rgb >> 16)
        + 0.7152 * linear(rgb >> 8 & 255)
        + 0.0722 * linear(rgb & 255);
  }

  private static double linear(int part) {
    double share = (part & 255) / 255.0;
    return share <= 0.03928 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
  }
}
