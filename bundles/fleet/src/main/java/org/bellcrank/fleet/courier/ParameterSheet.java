package org.bellcrank.fleet.courier;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bellcrank.document.Documents;
import org.bellcrank.document.InvalidDocumentException;
import org.bellcrank.document.ListNode;
import org.bellcrank.document.MapNode;
import org.bellcrank.document.Mark;
import org.bellcrank.document.Node;
import org.bellcrank.document.Problem;
import org.bellcrank.document.TextNode;

/**
 * What differs at another site: texts that are replaced wherever they stand as a whole value or
 * key, and values of single places. Everything else of the documents, remarks included, stays as it
 * is.
 */
final class ParameterSheet {

  private final String source;
  private final Map<String, Node> everywhere;
  private final List<Place> places;

  /** A value at one place: it must be what the sheet says it was. */
  private record Place(String file, String pointer, String was, String is, Node node) {}

  /** A piece of text to be exchanged. */
  private record Edit(int line, int column, String was, String is) {}

  private ParameterSheet(String source, Map<String, Node> everywhere, List<Place> places) {
    this.source = source;
    this.everywhere = everywhere;
    this.places = places;
  }

  /** A sheet that changes nothing. */
  static ParameterSheet none() {
    return new ParameterSheet("", Map.of(), List.of());
  }

  static ParameterSheet read(Path file) throws IOException, InvalidDocumentException {
    return of(file.toString(), Documents.read(file).asMap());
  }

  static ParameterSheet of(String source, MapNode sheet) throws InvalidDocumentException {
    for (String key : sheet.keys()) {
      if (!Set.of("everywhere", "places").contains(key)) {
        throw new InvalidDocumentException(
            new Problem(sheet.where(key), "", key, "everywhere, places", "unknown key"));
      }
    }
    Map<String, Node> everywhere = new LinkedHashMap<>();
    Optional<MapNode> map = sheet.optionalMap("everywhere");
    if (map.isPresent()) {
      for (Map.Entry<String, Node> each : map.get().entries().entrySet()) {
        each.getValue().asText();
        everywhere.put(each.getKey(), each.getValue());
      }
    }
    List<Place> places = new ArrayList<>();
    for (MapNode each : sheet.maps("places")) {
      places.add(
          new Place(each.text("file"), each.text("at"), each.text("was"), each.text("is"), each));
    }
    return new ParameterSheet(source, everywhere, places);
  }

  /**
   * The documents of the other site.
   *
   * @throws InvalidDocumentException when a place is not there, holds something else, or a text of
   *     {@code everywhere} stands nowhere
   */
  Map<String, String> apply(Map<String, String> documents) throws InvalidDocumentException {
    Map<String, String> changed = new LinkedHashMap<>(documents);
    List<Problem> problems = new ArrayList<>();
    Set<String> used = new LinkedHashSet<>();
    for (Map.Entry<String, String> each : documents.entrySet()) {
      Node root = Documents.parse(each.getKey(), each.getValue());
      List<Edit> edits = new ArrayList<>();
      collect(root, each.getKey(), edits, used);
      changed.put(each.getKey(), edited(each.getKey(), each.getValue(), edits, problems));
    }
    for (Place each : places) {
      if (!used.contains(each.file() + each.pointer())) {
        problems.add(
            each.node()
                .problem(
                    "a place in the documents that holds \"%s\"".formatted(each.was()),
                    "nothing of that kind at %s %s".formatted(each.file(), each.pointer())));
      }
    }
    everywhere.forEach(
        (was, is) -> {
          if (!used.contains(was)) {
            problems.add(is.problem("", "\"%s\" stands nowhere in the documents".formatted(was)));
          }
        });
    if (!problems.isEmpty()) {
      throw new InvalidDocumentException(problems);
    }
    return changed;
  }

  private void collect(Node node, String file, List<Edit> edits, Set<String> used) {
    if (node instanceof MapNode map) {
      map.entries()
          .forEach(
              (key, value) -> {
                replace(key, map.where(key), edits, used);
                collect(value, file, edits, used);
              });
    } else if (node instanceof ListNode list) {
      list.items().forEach(each -> collect(each, file, edits, used));
    } else if (node instanceof TextNode text) {
      for (Place place : places) {
        if (place.file().equals(file)
            && place.pointer().equals(node.pointer())
            && place.was().equals(text.value())) {
          used.add(file + place.pointer());
          edits.add(edit(node.where(), place.was(), place.is()));
          return;
        }
      }
      replace(text.value(), node.where(), edits, used);
    }
  }

  private void replace(String value, Mark where, List<Edit> edits, Set<String> used) {
    Node is = everywhere.get(value);
    if (is instanceof TextNode text) {
      used.add(value);
      edits.add(edit(where, value, text.value()));
    }
  }

  private static Edit edit(Mark where, String was, String is) {
    return new Edit(where.line(), where.column(), was, is);
  }

  /** From the end to the beginning, so that places stay where they are. */
  private String edited(String file, String text, List<Edit> edits, List<Problem> problems) {
    List<Edit> backwards = new ArrayList<>(edits);
    backwards.sort(Comparator.comparingInt(Edit::line).thenComparingInt(Edit::column).reversed());
    List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
    for (Edit each : backwards) {
      String line = lines.get(each.line() - 1);
      int at = each.column() - 1;
      boolean quoted = at < line.length() && "\"'".indexOf(line.charAt(at)) >= 0;
      int from = quoted ? at + 1 : at;
      if (!line.startsWith(each.was(), from)) {
        problems.add(
            new Problem(
                new Mark(file, each.line(), each.column()),
                "",
                each.was(),
                "a text in one line without escapes, where a sheet changes it",
                source));
        continue;
      }
      String is = quoted ? each.is() : plain(each.is());
      lines.set(
          each.line() - 1,
          line.substring(0, from) + is + line.substring(from + each.was().length()));
    }
    return String.join("\n", lines);
  }

  /** A text that YAML would read as something else gets quotes. */
  private static String plain(String text) {
    boolean safe =
        text.matches("[A-Za-z_/][A-Za-z0-9 _./-]*(:[^ #]+)*")
            && !text.matches("(?i)true|false|null|yes|no|on|off")
            && text.equals(text.strip());
    return safe ? text : "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}
