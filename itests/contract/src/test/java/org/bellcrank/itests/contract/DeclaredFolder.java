package org.bellcrank.itests.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bellcrank.delivery.ClosureFields;
import org.bellcrank.document.Documents;
import org.bellcrank.document.InvalidDocumentException;
import org.bellcrank.document.MapNode;
import org.bellcrank.document.Node;
import org.bellcrank.itests.doubles.Declaration;
import org.bellcrank.journal.Facts;

/**
 * A connector's folder that declares its own double in {@code double.yaml}.
 *
 * @param declaration what the system does
 * @param plant how people work there
 */
record DeclaredFolder(Path folder, Declaration declaration, MapNode plant) {

  /** Whether a folder is a connector with a declared double. */
  static boolean isOne(Path folder) {
    return Files.isRegularFile(folder.resolve("connector.yaml"))
        && Files.isRegularFile(folder.resolve("double.yaml"));
  }

  static DeclaredFolder read(Path folder) {
    try {
      MapNode declared = Documents.read(folder.resolve("double.yaml")).asMap();
      MapNode facts = Documents.read(folder.resolve("facts.yaml")).asMap();
      return new DeclaredFolder(
          folder,
          Declaration.of((Map<?, ?>) declared.plain(), (Map<?, ?>) facts.plain()),
          declared.map("plant"));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    } catch (InvalidDocumentException broken) {
      throw new AssertionError(broken.getMessage(), broken);
    }
  }

  /** A text of how people work there. */
  String text(String name, String otherwise) {
    return of(() -> plant.optionalText(name)).orElse(otherwise);
  }

  /** A map of how people work there; empty where it is not said. */
  Map<String, Node> entries(String name) {
    return of(() -> plant.optionalMap(name)).map(MapNode::entries).orElse(Map.of());
  }

  /** Where the priority stands. */
  String priorityAt() {
    return of(() -> plant.map("priority").text("at"));
  }

  /** What stands there for a priority of ours. */
  String priority(int ours) {
    String same = String.valueOf(ours);
    return of(() -> plant.map("priority").optionalMap("values"))
        .flatMap(values -> values.find(same))
        .map(value -> String.valueOf(value.plain()))
        .orElse(same);
  }

  /** How people end orders there; empty where that is not said. */
  Optional<Ending> ending() {
    Optional<String> working = of(() -> plant.optionalText("working"));
    return working.map(
        status ->
            new Ending(
                status,
                text("done", ""),
                of(() -> plant.optionalText("cancelled")),
                of(() -> plant.optionalText("again")),
                plain("report"),
                told("told"),
                plain("nothing"),
                plain("later"),
                told("corrected")));
  }

  private Map<String, Object> plain(String name) {
    Map<String, Object> plain = new java.util.LinkedHashMap<>();
    entries(name).forEach((field, value) -> plain.put(field, value.plain()));
    return plain;
  }

  /** Values of the fields of an end, of the kinds that these have. */
  private Facts told(String name) {
    Facts.Builder facts = Facts.builder();
    entries(name).forEach((field, value) -> facts.put(field, of(() -> value(field, value))));
    return facts.build();
  }

  private static Object value(String field, Node value) throws InvalidDocumentException {
    ClosureFields.Kind kind =
        ClosureFields.find(field)
            .map(ClosureFields.Field::kind)
            .orElseThrow(() -> new AssertionError("no field of an end: " + field));
    return switch (kind) {
      case INSTANT -> value.asInstant();
      case NUMBER -> value.asNumber();
      case TEXT -> value.asText();
      case TEXT_LIST -> List.copyOf(value.asList().texts());
    };
  }

  private interface Read<T> {
    T now() throws InvalidDocumentException;
  }

  private static <T> T of(Read<T> read) {
    try {
      return read.now();
    } catch (InvalidDocumentException broken) {
      throw new AssertionError(broken.getMessage(), broken);
    }
  }
}
