package org.bellcrank.document;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingEndEvent;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceEndEvent;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * One reading of one text, from the parser's events straight to nodes: the library's own composer
 * has no limit of depth and no duplicate check with both places.
 */
final class YamlReading {

  private final String source;
  private final Limits limits;
  private final ScalarReading scalars;
  private final List<Problem> problems = new ArrayList<>();
  private final Map<Anchor, Node> anchors = new HashMap<>();
  private Iterator<Event> events;
  private int values;

  YamlReading(String source, Limits limits) {
    this.source = source;
    this.limits = limits;
    scalars = new ScalarReading(problems::add);
  }

  Node read(String text) throws InvalidDocumentException {
    String body = text.startsWith("\uFEFF") ? text.substring(1) : text;
    if (body.length() > limits.characters()) {
      throw new InvalidDocumentException(
          new Problem(
              new Mark(source, 1, 1),
              "",
              body.length() + " characters",
              "at most " + limits.characters(),
              "the document is too long"));
    }
    Node root;
    try {
      LoadSettings settings =
          LoadSettings.builder()
              .setLabel(source)
              .setSchema(new CoreSchema())
              .setCodePointLimit(limits.characters())
              .build();
      events = new Parse(settings).parseString(body).iterator();
      root = document();
    } catch (YamlEngineException broken) {
      throw new InvalidDocumentException(SyntaxProblem.of(source, body, broken));
    }
    if (!problems.isEmpty()) {
      throw new InvalidDocumentException(problems);
    }
    return root;
  }

  private Node document() throws InvalidDocumentException {
    events.next(); // the stream's start
    if (!(events.next() instanceof DocumentStartEvent)) {
      return new NullNode(new Mark(source, 1, 1), "");
    }
    Node root = node(events.next(), "", 0);
    events.next(); // the document's end
    Event next = events.next();
    if (next instanceof DocumentStartEvent) {
      problems.add(
          new Problem(mark(next), "", "", "one document", "a second document begins here"));
    }
    return root;
  }

  private Node node(Event event, String pointer, int depth) throws InvalidDocumentException {
    Mark where = mark(event);
    count(where, pointer, depth);
    if (event instanceof AliasEvent alias) {
      return alias(alias, where, pointer);
    }
    NodeEvent value = (NodeEvent) event;
    Node node;
    if (value instanceof ScalarEvent scalar) {
      node = scalars.read(scalar, where, pointer);
    } else {
      collectionTag((CollectionStartEvent) value, where, pointer);
      node =
          value instanceof MappingStartEvent
              ? map(where, pointer, depth)
              : list(where, pointer, depth);
    }
    Optional<Anchor> anchor = value.getAnchor();
    if (anchor.isPresent()) {
      anchors.put(anchor.get(), node);
    }
    return node;
  }

  private Node list(Mark where, String pointer, int depth) throws InvalidDocumentException {
    List<Node> items = new ArrayList<>();
    for (Event e = events.next(); !(e instanceof SequenceEndEvent); e = events.next()) {
      items.add(node(e, pointer + '/' + items.size(), depth + 1));
    }
    return new ListNode(where, pointer, items);
  }

  private Node map(Mark where, String pointer, int depth) throws InvalidDocumentException {
    Map<String, Node> entries = new LinkedHashMap<>();
    Map<String, Mark> keys = new HashMap<>();
    for (Event e = events.next(); !(e instanceof MappingEndEvent); e = events.next()) {
      Mark keyMark = mark(e);
      String key = key(e, keyMark, pointer, depth);
      Node value = node(events.next(), pointer + '/' + escaped(key), depth + 1);
      Mark first = keys.putIfAbsent(key, keyMark);
      if (first == null) {
        entries.put(key, value);
      } else {
        problems.add(
            new Problem(
                keyMark,
                value.pointer(),
                "",
                "",
                "the key \""
                    + key
                    + "\" stands here a second time, first in line "
                    + first.line()));
      }
    }
    return new MapNode(where, pointer, entries, keys);
  }

  private String key(Event event, Mark where, String pointer, int depth)
      throws InvalidDocumentException {
    if (event instanceof ScalarEvent scalar) {
      if (scalar.isPlain() && scalar.getValue().equals("<<")) {
        problems.add(
            new Problem(
                where, pointer, "<<", "", "merge keys are not part of YAML 1.2; repeat the keys"));
      }
      if (scalar.getAnchor().isPresent()) {
        anchors.put(scalar.getAnchor().get(), new TextNode(where, pointer, scalar.getValue()));
      }
      return scalar.getValue();
    }
    Node node = node(event, pointer, depth + 1);
    if (node instanceof TextNode text) {
      return text.value();
    }
    problems.add(new Problem(where, pointer, node.shown(), "a text", "this cannot be a key"));
    return node.shown();
  }

  private Node alias(AliasEvent alias, Mark where, String pointer) throws InvalidDocumentException {
    Node anchored = anchors.get(alias.getAlias());
    if (anchored == null) {
      throw new InvalidDocumentException(
          new Problem(
              where,
              pointer,
              "*" + alias.getAlias().getValue(),
              "an anchor (&name) whose value ends before this place",
              "unknown anchor"));
    }
    return copy(anchored, where, pointer, pointer.length() - pointer.replace("/", "").length());
  }

  /** The anchored value as a part of this place: marks stay with the text, pointers follow. */
  private Node copy(Node node, Mark alias, String pointer, int depth)
      throws InvalidDocumentException {
    count(alias, pointer, depth);
    if (node instanceof MapNode map) {
      Map<String, Node> entries = new LinkedHashMap<>();
      Map<String, Mark> keys = new HashMap<>();
      for (Map.Entry<String, Node> entry : map.entries().entrySet()) {
        String key = entry.getKey();
        keys.put(key, map.where(key));
        entries.put(key, copy(entry.getValue(), alias, pointer + '/' + escaped(key), depth + 1));
      }
      return new MapNode(map.where(), pointer, entries, keys);
    }
    if (node instanceof ListNode list) {
      List<Node> items = new ArrayList<>();
      for (Node item : list) {
        items.add(copy(item, alias, pointer + '/' + items.size(), depth + 1));
      }
      return new ListNode(list.where(), pointer, items);
    }
    return ScalarReading.moved(node, pointer);
  }

  private void collectionTag(CollectionStartEvent event, Mark where, String pointer) {
    String expected =
        event instanceof MappingStartEvent ? "tag:yaml.org,2002:map" : "tag:yaml.org,2002:seq";
    Optional<String> tag = event.getTag();
    if (tag.isPresent() && !tag.get().equals(expected)) {
      problems.add(new Problem(where, pointer, tag.get(), "no tag", "unknown tag"));
    }
  }

  private void count(Mark where, String pointer, int depth) throws InvalidDocumentException {
    values++;
    if (values > limits.values()) {
      throw new InvalidDocumentException(
          new Problem(where, pointer, "", "at most " + limits.values(), "too many values"));
    }
    if (depth > limits.depth()) {
      throw new InvalidDocumentException(
          new Problem(where, "", "", "at most " + limits.depth(), "too many levels"));
    }
  }

  private Mark mark(Event event) {
    return SyntaxProblem.mark(source, event.getStartMark());
  }

  static String escaped(String key) {
    return key.replace("~", "~0").replace("/", "~1");
  }
}
