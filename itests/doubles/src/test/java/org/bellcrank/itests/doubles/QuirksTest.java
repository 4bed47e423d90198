package org.bellcrank.itests.doubles;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The page of quirks names no test that there is not, and leaves no quirk without one. */
class QuirksTest {

  private static final Path ROOT = Path.of(System.getProperty("project.root"));
  private static final Path PAGE = ROOT.resolve("docs/quirks.md");
  private static final Path FOLDERS = ROOT.resolve("camel-routes");
  private static final String EVERYWHERE = "all";

  /** For each of them the page has a section. */
  private static final Set<String> SYSTEMS =
      Set.of("sap-s4", "sap-ecc", "maximo", "infor-eam", "dynamics-365", "fiix", "mp2", "atlas");

  private static final Set<String> GRADES =
      Set.of("schema", "documented", "practice", "measured", "recalled", "unknown");

  private static final Pattern UNTESTED = Pattern.compile("not (used|met): \\S.{9,}");
  private static final Pattern NAMED = Pattern.compile("`([^`]+)`(?:, |$)");
  private static final Pattern METHOD = Pattern.compile("(\\w+Test|\\w+Contract)\\.(\\w+)");
  private static final Pattern CONVERSATION = Pattern.compile("([\\w-]+)/([\\w-]+\\.yaml)");

  /**
   * A row of a section.
   *
   * @param cells quirk, how it is met, test, known from
   */
  private record Row(String section, int line, List<String> cells) {
    @Override
    public String toString() {
      return "docs/quirks.md:%d (%s)".formatted(line, section);
    }

    String test() {
      return cells.get(2);
    }

    boolean isUntested() {
      return test().startsWith("not ");
    }

    /** What stands between backticks, with commas; empty where anything else stands there too. */
    List<String> named() {
      Matcher named = NAMED.matcher(test());
      List<String> all = new ArrayList<>();
      int at = 0;
      while (named.find() && named.start() == at) {
        all.add(named.group(1));
        at = named.end();
      }
      return at == test().length() ? all : List.of();
    }
  }

  private static List<Row> rows;
  private static Map<String, List<Path>> sources;

  @BeforeAll
  static void read() throws IOException {
    rows = rows(Files.readAllLines(PAGE));
    sources = new TreeMap<>();
    for (String part : List.of("bundles", "itests")) {
      try (Stream<Path> files = Files.find(ROOT.resolve(part), 30, (file, is) -> isTest(file))) {
        files.forEach(
            file -> sources.computeIfAbsent(name(file), key -> new ArrayList<>()).add(file));
      }
    }
  }

  private static boolean isTest(Path file) {
    String path = file.toString();
    return path.contains("/src/test/java/") && path.matches(".*(Test|Contract)\\.java");
  }

  private static String name(Path file) {
    return file.getFileName().toString().replace(".java", "");
  }

  private static List<Row> rows(List<String> lines) {
    List<Row> rows = new ArrayList<>();
    String section = "";
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (line.startsWith("## ")) {
        section = line.substring(3).strip();
      } else if (line.startsWith("|") && !line.startsWith("|---") && !line.startsWith("| Quirk ")) {
        String inner = line.substring(1, line.lastIndexOf('|'));
        List<String> cells = Stream.of(inner.split("\\|", -1)).map(String::strip).toList();
        rows.add(new Row(section, i + 1, cells));
      }
    }
    return rows;
  }

  @Test
  void eachSystemHasASectionAndEachSectionIsOne() {
    Set<String> sections = rows.stream().map(Row::section).collect(Collectors.toSet());
    assertThat(sections).contains(EVERYWHERE).containsAll(SYSTEMS);
    sections.remove(EVERYWHERE);
    assertThat(sections).allSatisfy(section -> assertThat(FOLDERS.resolve(section)).isDirectory());
  }

  @Test
  void noRowLacksAnything() {
    assertThat(rows)
        .filteredOn(
            row ->
                row.cells().size() != 4
                    || row.cells().contains("")
                    || !GRADES.contains(row.cells().get(3)))
        .as("without all of quirk, how it is met, test, known from (%s)", GRADES)
        .isEmpty();
  }

  @Test
  void whatIsNotUsedOrNotMetSaysWhy() {
    assertThat(rows).filteredOn(Row::isUntested).isNotEmpty();
    assertThat(rows)
        .filteredOn(row -> row.isUntested() && !UNTESTED.matcher(row.test()).matches())
        .isEmpty();
  }

  @Test
  void eachTestThatIsNamedIsThere() {
    List<String> problems = new ArrayList<>();
    for (Row row : rows) {
      if (!row.isUntested() && row.named().isEmpty()) {
        problems.add(row + ": no `Class.method` nor `folder/file.yaml`, with commas");
      } else if (!row.isUntested()) {
        row.named().stream()
            .filter(named -> !isThere(named))
            .forEach(named -> problems.add("%s: there is no test %s".formatted(row, named)));
      }
    }
    assertThat(problems).isEmpty();
  }

  private static boolean isThere(String named) {
    Matcher conversation = CONVERSATION.matcher(named);
    if (conversation.matches()) {
      Path folder = FOLDERS.resolve(conversation.group(1)).resolve("conversations");
      return Files.isRegularFile(folder.resolve(conversation.group(2)));
    }
    Matcher method = METHOD.matcher(named);
    return method.matches()
        && sources.getOrDefault(method.group(1), List.of()).stream()
            .anyMatch(file -> isTestMethod(file, method.group(2)));
  }

  /** Annotated as one, whatever stands between. */
  private static boolean isTestMethod(Path file, String name) {
    try {
      String[] parts = Files.readString(file).split("void " + name + "\\(", 2);
      String before = parts[0].substring(Math.max(0, parts[0].lastIndexOf("\n  }\n")));
      return parts.length == 2 && before.matches("(?s).*\\n  @(Parameterized)?Test\\b.*");
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
