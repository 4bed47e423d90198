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
import java.util.TreeSet;
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

  private static final String HEAD = "| Quirk | How it is met | Test | Known from |";

  /** Folders with this beginning are templates of no system. */
  private static final String TEMPLATE = "custom-";

  /** Of which system the tests of one double or of one connector's contract are. */
  private static final Map<String, String> OWNERS =
      Map.ofEntries(
          Map.entry("AtlasContractTest", "atlas"),
          Map.entry("AtlasDoubleTest", "atlas"),
          Map.entry("Dynamics365ContractTest", "dynamics-365"),
          Map.entry("DynamicsDoubleTest", "dynamics-365"),
          Map.entry("EccDoubleTest", "sap-ecc"),
          Map.entry("EccIdocDoubleTest", "sap-ecc-idoc"),
          Map.entry("EccRfcDoubleTest", "sap-ecc-rfc"),
          Map.entry("FiixContractTest", "fiix"),
          Map.entry("FiixDoubleTest", "fiix"),
          Map.entry("InforDoubleTest", "infor-eam"),
          Map.entry("InforBodDoubleTest", "infor-eam-bod"),
          Map.entry("InforEamBodContractTest", "infor-eam-bod"),
          Map.entry("InforEamContractTest", "infor-eam"),
          Map.entry("InforEamRestContractTest", "infor-eam-rest"),
          Map.entry("InforRestDoubleTest", "infor-eam-rest"),
          Map.entry("MaximoContractTest", "maximo"),
          Map.entry("MaximoDoubleTest", "maximo"),
          Map.entry("MaximoMifContractTest", "maximo-mif"),
          Map.entry("MaximoMifDoubleTest", "maximo-mif"),
          Map.entry("MaximoSrContractTest", "maximo-sr"),
          Map.entry("Mp2ContractTest", "mp2"),
          Map.entry("Mp2DoubleTest", "mp2"),
          Map.entry("SapDoubleTest", "sap-s4"),
          Map.entry("SapEccContractTest", "sap-ecc"),
          Map.entry("SapEccIdocContractTest", "sap-ecc-idoc"),
          Map.entry("SapEccIdocFilesContractTest", "sap-ecc-idoc"),
          Map.entry("SapEccRfcContractTest", "sap-ecc-rfc"),
          Map.entry("SapOrderDoubleTest", "sap-s4-order"),
          Map.entry("SapS4ContractTest", "sap-s4"),
          Map.entry("SapS4OrderContractTest", "sap-s4-order"),
          Map.entry("ConditionContractTest", EVERYWHERE),
          Map.entry("RegisterContractTest", EVERYWHERE));

  private static final Pattern OWNED = Pattern.compile("\\w+(Double|Contract)Test");

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

  private static List<String> lines;
  private static List<Row> rows;
  private static Map<String, List<Path>> sources;

  @BeforeAll
  static void read() throws IOException {
    lines = Files.readAllLines(PAGE);
    rows = rows(lines);
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

  /** A line of a table that is neither its head nor the line below that. */
  private static boolean isRow(String line) {
    return line.startsWith("| ") && line.endsWith(" |") && !line.equals(HEAD);
  }

  private static List<Row> rows(List<String> lines) {
    List<Row> rows = new ArrayList<>();
    String section = "";
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (line.startsWith("## ")) {
        section = line.substring(3).strip();
      } else if (isRow(line)) {
        String inner = line.substring(1, line.length() - 1);
        List<String> cells = Stream.of(inner.split("\\|", -1)).map(String::strip).toList();
        rows.add(new Row(section, i + 1, cells));
      }
    }
    return rows;
  }

  @Test
  void eachSystemHasASectionAndEachSectionIsOne() throws IOException {
    Set<String> wanted = new TreeSet<>(Set.of(EVERYWHERE));
    try (Stream<Path> folders = Files.list(FOLDERS)) {
      folders
          .filter(Files::isDirectory)
          .map(folder -> folder.getFileName().toString())
          .filter(name -> !name.startsWith(TEMPLATE))
          .forEach(wanted::add);
    }
    Set<String> sections = rows.stream().map(Row::section).collect(Collectors.toSet());
    assertThat(sections).containsExactlyInAnyOrderElementsOf(wanted);
  }

  @Test
  void noLineWithBarsIsPassedOver() {
    List<String> passed =
        lines.stream()
            .filter(line -> line.startsWith("|") || line.contains(" | "))
            .filter(line -> !isRow(line) && !line.equals(HEAD) && !line.equals("|---|---|---|---|"))
            .toList();
    assertThat(passed).as("neither row nor head of a table").isEmpty();
  }

  @Test
  void aSectionNamesConversationsAndTestsOfItsOwnSystem() {
    List<String> problems = new ArrayList<>();
    for (Row row : rows) {
      for (String named : row.named()) {
        String owner = owner(named);
        if (!List.of(owner, EVERYWHERE).contains(row.section()) && !owner.equals(EVERYWHERE)) {
          problems.add("%s: %s is of %s".formatted(row, named, owner));
        }
      }
    }
    assertThat(problems).isEmpty();
  }

  /** A test that is new has to be entered among the owners first. */
  private static String owner(String named) {
    Matcher conversation = CONVERSATION.matcher(named);
    if (conversation.matches()) {
      return conversation.group(1);
    }
    String type = named.split("\\.")[0];
    return OWNED.matcher(type).matches()
        ? OWNERS.getOrDefault(type, "none of the owners")
        : EVERYWHERE;
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
