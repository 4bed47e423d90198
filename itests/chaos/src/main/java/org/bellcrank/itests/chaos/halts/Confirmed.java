package org.bellcrank.itests.chaos.halts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.bellcrank.journal.Facts;

/**
 * The maintenance system that can be neither searched nor told twice: the small REST system without
 * anything that reads, at a plant of its own. Who wants to know what is there has to look at its
 * screen.
 */
final class Confirmed {

  static final String KIND = "blind-rest";

  private static final String SEARCHABLE = "custom-rest";

  private static final Map<String, String> RECIPE =
      Map.of(
          "create: [find, create, read-back]", "create: [create]",
          "attach: [find-attachment, attach, read-attachment]", "attach: [attach]",
          "update: [look-at-update, update, read-update]", "update: [update]",
          // Twice the newest content is the newest content.
          "  update:\n    effect: change", "  update:\n    effect: repeatable",
          // What a person finds on its screen is all that is known of an order.
          "foreignId: { body: /number }", "foreignId: { body: /id }",
          "workorders/${found.id}", "workorders/${delivery.foreignId}");

  private static final String INSTANCE =
      """
        - id: rest-genk
          kind: blind-rest
          title: Work order system of the Genk plant
          site: genk
          address: http://127.0.0.1:9
          credential: secret:rest-lyon
          limits: { answerTimeout: PT5S }
      """;

  private static final String SITE =
      """
        - { id: genk, name: Genk plant, level: site, criticality: C }
        - { id: genk-line-1, name: Turning line 1, level: line, parent: genk }
        - { id: genk-lathe-1, name: Lathe 1, level: machine, parent: genk-line-1 }
      """;

  private Confirmed() {}

  /** Gives one of the components to a plant of its own. */
  static void site(Path documents) throws IOException {
    Files.writeString(documents.resolve("connectors.yaml"), INSTANCE, StandardOpenOption.APPEND);
    Path assets = documents.resolve("assets.yaml");
    Files.writeString(assets, SITE, StandardOpenOption.APPEND);
    replace(
        assets,
        Map.of(
            "parent: lyon-lathe-4\n    foreignIds: { rest-lyon: LY-BS-102 }",
            "parent: genk-lathe-1\n    foreignIds: { rest-genk: LY-BS-102 }"));
  }

  /** Makes its connector of the one that searches. */
  static void connector(Path routes) throws IOException {
    Path from = routes.resolve(SEARCHABLE);
    Path to = routes.resolve(KIND);
    Files.createDirectories(to.resolve("routes"));
    for (String file : List.of("mapping.yaml", "facts.yaml", "connector.yaml", "recipe.yaml")) {
      Files.copy(from.resolve(file), to.resolve(file));
    }
    Files.copy(
        from.resolve("routes/" + SEARCHABLE + ".camel.yaml"),
        to.resolve("routes/" + KIND + ".camel.yaml"));
    replace(to.resolve("routes/" + KIND + ".camel.yaml"), Map.of(SEARCHABLE, KIND));
    replace(
        to.resolve("connector.yaml"),
        Map.of(
            "id: " + SEARCHABLE,
            "id: " + KIND,
            "searchable",
            "confirmed",
            "  - { may: [find, read], on: \"work orders\", for: [reading] }\n",
            "",
            "  - { may: [read], on: \"assets\", for: [register] }\n",
            ""));
    replace(to.resolve("recipe.yaml"), RECIPE);
  }

  /** Its book, under the key that it answers with. */
  static Facts book(Facts book) {
    List<Facts> orders =
        book.factsList("orders").stream()
            .map(
                each -> each.toBuilder().put("number", each.whole("id").orElseThrow() + "").build())
            .toList();
    return book.toBuilder().put("orders", orders).build();
  }

  private static void replace(Path file, Map<String, String> words) throws IOException {
    String text = Files.readString(file);
    for (Map.Entry<String, String> each : words.entrySet()) {
      if (!text.contains(each.getKey())) {
        throw new IllegalStateException("%s holds no '%s'".formatted(file, each.getKey()));
      }
      text = text.replace(each.getKey(), each.getValue());
    }
    Files.writeString(file, text);
  }
}
