package org.bellcrank.delivery.scaffold;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bellcrank.document.Documents;
import org.bellcrank.document.InvalidDocumentException;
import org.bellcrank.document.MapNode;
import org.bellcrank.document.Node;

/**
 * A kind of interface for which a folder can be made. What it is made of lies in this bundle under
 * {@code scaffold}: the shipped folders, put there when the bundle is built, and what differs.
 *
 * @param name as it is asked for
 * @param title one line for people
 * @param files path in the new folder, and in {@code scaffold} where it comes from; in their order
 */
record Family(String name, String title, Map<String, String> files, List<Change> changes) {

  /** All names, the plainest first. */
  static final List<String> NAMES = List.of("rest", "rest-token", "soap", "sql");

  /**
   * A text that stands otherwise in the new folder; the old one has to be there.
   *
   * @param file in the new folder
   */
  record Change(String file, String from, String to) {}

  /**
   * @param name one of {@link #NAMES}
   */
  static Family read(String name) {
    try {
      MapNode node = Documents.parse(name + ".yaml", resource(name + ".yaml")).asMap();
      Map<String, String> files = new LinkedHashMap<>();
      for (Map.Entry<String, Node> file : node.map("files").entries().entrySet()) {
        files.put(file.getKey(), file.getValue().asText());
      }
      List<Change> changes = new ArrayList<>();
      for (MapNode each : node.maps("change")) {
        changes.add(new Change(each.text("in"), each.text("from"), each.text("to")));
      }
      return new Family(name, node.text("title"), files, List.copyOf(changes));
    } catch (InvalidDocumentException broken) {
      throw new IllegalStateException(broken.getMessage(), broken);
    }
  }

  /** The text of a new file, with the changes; names stand as they stood. */
  String text(String file) {
    String text = resource(files.get(file));
    for (Change change : changes) {
      if (change.file().equals(file)) {
        if (!text.contains(change.from())) {
          throw new IllegalStateException(
              "%s: %s no longer holds '%s'".formatted(name, files.get(file), change.from()));
        }
        text = text.replace(change.from(), change.to());
      }
    }
    return text;
  }

  /** What stands at the head of each file of a new folder, by its path. */
  static Map<String, String> notes() {
    try {
      Map<String, String> notes = new LinkedHashMap<>();
      MapNode node = Documents.parse("notes.yaml", resource("notes.yaml")).asMap();
      for (Map.Entry<String, Node> note : node.entries().entrySet()) {
        notes.put(note.getKey(), note.getValue().asText());
      }
      return notes;
    } catch (InvalidDocumentException broken) {
      throw new IllegalStateException(broken.getMessage(), broken);
    }
  }

  private static String resource(String path) {
    try (InputStream in = Family.class.getResourceAsStream("/scaffold/" + path)) {
      if (in == null) {
        throw new IllegalStateException("scaffold/" + path + " is not in this bundle");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
