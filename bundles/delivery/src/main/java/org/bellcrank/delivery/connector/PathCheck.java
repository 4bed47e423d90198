package org.bellcrank.delivery.connector;

import java.util.List;
import java.util.Optional;
import org.bellcrank.document.InvalidDocumentException;
import org.bellcrank.document.MapNode;
import org.bellcrank.document.Node;

/** Tells which paths of a folder are none in the language of their answers. */
final class PathCheck {

  private final Content.Format format;
  private final Problems problems;

  PathCheck(Content.Format format, Problems problems) {
    this.format = format;
    this.problems = problems;
  }

  /** All paths of a step. */
  void step(MapNode step) throws InvalidDocumentException {
    Optional<MapNode> pick = step.optionalMap("pick");
    if (pick.isPresent()) {
      value(pick.get(), "each", true);
      keys(pick.get(), "where");
      keys(pick.get(), "containing");
    }
    Optional<MapNode> extract = step.optionalMap("extract");
    if (extract.isPresent()) {
      for (String name : extract.get().keys()) {
        value(extract.get().map(name), "body", false);
      }
    }
    Optional<MapNode> holds = step.optionalMap("holds");
    if (holds.isPresent() && !holds.get().optionalText("at").orElse("").isEmpty()) {
      value(holds.get(), "at", true);
    }
    Optional<MapNode> items = step.optionalMap("items");
    if (items.isPresent()) {
      value(items.get(), "each", true);
      keys(items.get(), "where");
      value(items.get(), "state", false);
      errors(items.get());
    }
  }

  /** The path of a list, where the node has it. */
  void list(MapNode node, String key) throws InvalidDocumentException {
    value(node, key, true);
  }

  /** The path of a value, where the node has it. */
  void single(MapNode node, String key) throws InvalidDocumentException {
    value(node, key, false);
  }

  /** Paths of words, code and field. */
  void errors(MapNode node) throws InvalidDocumentException {
    for (String key : List.of("words", "code", "field")) {
      if (node.has(key)) {
        node.list(key).forEach(path -> path(path, String.valueOf(path.plain()), false));
      }
    }
  }

  private void keys(MapNode node, String key) throws InvalidDocumentException {
    Optional<MapNode> paths = node.optionalMap(key);
    if (paths.isPresent()) {
      for (String path : paths.get().keys()) {
        path(paths.get().get(path), path, false);
      }
    }
  }

  /** The path under a key, where there is one. */
  void value(MapNode node, String key, boolean list) throws InvalidDocumentException {
    if (node.has(key)) {
      path(node.get(key), node.text(key), list);
    }
  }

  /** A JSON pointer of an object says nothing about lists. */
  private void path(Node at, String path, boolean list) {
    format
        .wrong(path, list)
        .ifPresent(
            words ->
                problems.add(
                    at.problem(
                        format == Content.Format.XML ? "XPath 1.0" : "a JSON pointer",
                        path + ": " + words)));
  }
}
