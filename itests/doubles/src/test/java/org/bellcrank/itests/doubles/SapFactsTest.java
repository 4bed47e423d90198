package org.bellcrank.itests.doubles;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * The connector's table of facts and the double's were both written from the vendor's metadata.
 * Where they differ one of them is wrong; the running double reads neither more nor less for it.
 */
class SapFactsTest {

  private static final Path TABLE =
      Path.of(System.getProperty("project.root"), "camel-routes", "sap-s4", "facts.yaml");

  private static final Map<String, String> TYPES =
      Map.of(
          "String", "text",
          "Time", "instant",
          "Boolean", "bool",
          "Double", "number",
          "Int32", "whole",
          "Date", "instant",
          "DateTime", "instant",
          "DateTimeOffset", "instant");

  /** How each is written in JSON; what is not here is written plainly. */
  private static final Map<String, String> FORMS =
      Map.of(
          "Time", "odata-time",
          "Date", "odata-date",
          "DateTime", "odata-datetime",
          "DateTimeOffset", "odata-offset");

  @Test
  void theConnectorsFactsSayTheSameAsTheDoubles() throws IOException {
    Map<String, String> connector = new TreeMap<>();
    Map<String, String> ours = new TreeMap<>();
    SapFields fields = new SapFields(2026);
    for (Map<String, String> fact : facts()) {
      String[] steps = fact.get("name").substring(1).split("/results/\\*/");
      String entity = "Notification";
      for (int i = 0; i < steps.length - 1; i++) {
        entity = fields.ways(entity).get(steps[i]).entity();
      }
      String name = entity + "." + steps[steps.length - 1];
      connector.put(name, line(fact));
      ours.put(name, line(fields.of(entity).get(steps[steps.length - 1]), entity));
    }
    assertThat(connector).hasSizeGreaterThan(70).isEqualTo(ours);
  }

  @Test
  void everyFieldOfANotificationThatCanBeWrittenIsAmongTheConnectorsFacts() throws IOException {
    assertThat(facts())
        .extracting(fact -> fact.get("name"))
        .containsAll(
            new SapFields(2026)
                .of("Notification").values().stream()
                    .filter(SapField::creatable)
                    .map(field -> "/" + field.name())
                    .toList());
  }

  /** A child can be filtered by nothing and changed never: not through its notification. */
  private static String line(SapField field, String entity) {
    boolean header = "Notification".equals(entity);
    return "%s %s %s %s creatable %s updatable %s filterable %s"
        .formatted(
            TYPES.get(field.type()),
            FORMS.getOrDefault(field.type(), "plain"),
            field.length(),
            field.upper() ? "upper" : "any",
            field.creatable(),
            header && field.updatable(),
            header && field.filterable());
  }

  private static String line(Map<String, String> fact) {
    return "%s %s %s %s creatable %s updatable %s filterable %s"
        .formatted(
            fact.get("type"),
            fact.getOrDefault("as", "plain"),
            fact.getOrDefault("length", "0"),
            fact.getOrDefault("case", "any"),
            fact.getOrDefault("creatable", "true"),
            fact.getOrDefault("updatable", "true"),
            fact.getOrDefault("filterable", "false"));
  }

  /** The rows under fields; the table is flat enough to be read without a library. */
  private static Iterable<Map<String, String>> facts() throws IOException {
    Map<String, Map<String, String>> facts = new LinkedHashMap<>();
    Map<String, String> fact = Map.of();
    List<String> lines = Files.readAllLines(TABLE);
    for (String line : lines.subList(lines.indexOf("fields:"), lines.size())) {
      String[] pair = line.replaceFirst("^  - ", "    ").strip().split(": ", 2);
      if (line.startsWith("  - name: ")) {
        fact = new LinkedHashMap<>();
        facts.put(pair[1], fact);
      }
      if (line.startsWith("  ") && pair.length == 2 && !pair[0].startsWith("#")) {
        fact.put(pair[0], pair[1]);
      }
    }
    return facts.values();
  }
}
