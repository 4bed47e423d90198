package org.bellcrank.document;

import com.networknt.schema.Error;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The validator's errors in words of ours, each at the key or value that is wrong. */
final class SchemaProblems {

  private static final int MOST_KEYS_NAMED = 15;

  private final Node schema;
  private final Node document;

  SchemaProblems(Node schema, Node document) {
    this.schema = schema;
    this.document = document;
  }

  List<Problem> of(List<Error> errors) {
    List<Problem> problems = new ArrayList<>();
    for (Alternatives.Verdict verdict : Alternatives.settle(errors)) {
      Problem problem = problem(verdict.error());
      problems.add(
          verdict.allowed().isEmpty()
              ? problem
              : new Problem(
                  problem.where(), problem.pointer(), problem.given(), verdict.allowed(), ""));
    }
    return problems.stream().sorted(Problem.BY_PLACE).distinct().toList();
  }

  private Problem problem(Error error) {
    Node at = at(document, error.getInstanceLocation().toString());
    Object[] words = error.getArguments() == null ? new Object[0] : error.getArguments();
    return switch (error.getKeyword()) {
      case "type" -> at.problem(SchemaWords.types(error.getSchemaNode()), "");
      case "enum" -> enumeration(at, error);
      case "const" -> at.problem(SchemaWords.shown(error.getSchemaNode()), "");
      case "required" -> missing(at, String.valueOf(words[0]), "");
      case "dependentRequired" ->
          missing(at, String.valueOf(words[0]), ", which belongs to \"" + words[1] + '"');
      case "additionalProperties", "unevaluatedProperties" ->
          unknown(at, String.valueOf(words[0]), error);
      case "propertyNames" -> keyName(at, String.valueOf(words[0]), error);
      case "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum" ->
          at.problem(SchemaWords.range(around(error), "a number of any size"), "");
      case "multipleOf" -> at.problem("a multiple of " + error.getSchemaNode(), "");
      case "minLength", "maxLength" -> length(at, error);
      case "minItems", "maxItems", "minProperties", "maxProperties" -> size(at, error);
      case "pattern" -> at.problem("a text that matches " + error.getSchemaNode().asString(), "");
      case "format" -> at.problem(SchemaWords.format(error.getSchemaNode().asString()), "");
      case "uniqueItems" -> repeated(at);
      case "items", "unevaluatedItems", "additionalItems" -> surplus(at, words);
      case "false", "not" -> at.problem("", "this is not allowed here");
      case "oneOf" -> at.problem("", "this fits more than one of the alternatives");
      case "contains", "minContains", "maxContains" ->
          at.problem("items of which the right number fit " + error.getSchemaNode(), "");
      default -> at.problem("", error.getMessage());
    };
  }

  private static Problem missing(Node at, String key, String reason) {
    return new Problem(
        at.where(), at.pointer(), "", "", "the key \"" + key + "\" is missing" + reason);
  }

  private Problem unknown(Node at, String key, Error error) {
    Collection<String> known = knownKeys(error);
    String nearest =
        Suggestion.closest(key, known).map(k -> ", did you mean \"" + k + "\"?").orElse("");
    return atKey(at, key, names(known), "unknown key \"" + key + '"' + nearest);
  }

  private Problem keyName(Node at, String key, Error error) {
    String pattern = error.getSchemaNode().path("pattern").asString("");
    String allowed = pattern.isEmpty() ? "" : "a name that matches " + pattern;
    return atKey(at, key, allowed, "the key \"" + key + "\" has a name that is not allowed");
  }

  private static Problem atKey(Node at, String key, String allowed, String message) {
    Mark where = at instanceof MapNode map ? map.where(key) : at.where();
    return new Problem(where, at.pointer() + '/' + YamlReading.escaped(key), "", allowed, message);
  }

  private static Problem enumeration(Node at, Error error) {
    List<String> allowed = new ArrayList<>();
    error.getSchemaNode().forEach(value -> allowed.add(SchemaWords.shown(value)));
    Optional<String> nearest =
        at instanceof TextNode text && text.value().length() > 1
            ? Suggestion.closest(text.value(), allowed)
            : Optional.empty();
    return at.problem(
        String.join(", ", allowed), nearest.map(n -> "did you mean " + n + "?").orElse(""));
  }

  private Problem length(Node at, Error error) {
    int given =
        at instanceof TextNode text ? text.value().codePointCount(0, text.value().length()) : 0;
    Problem plain = at.problem(SchemaWords.counts(around(error), "Length", "characters"), "");
    return new Problem(
        plain.where(),
        plain.pointer(),
        plain.given() + " (" + given + " characters)",
        plain.allowed(),
        "");
  }

  private Problem size(Node at, Error error) {
    boolean list = error.getKeyword().endsWith("Items");
    String allowed =
        list
            ? SchemaWords.counts(around(error), "Items", "items")
            : SchemaWords.counts(around(error), "Properties", "keys");
    int given = list ? at instanceof ListNode items ? items.size() : 0 : keys(at);
    return new Problem(at.where(), at.pointer(), given + (list ? " items" : " keys"), allowed, "");
  }

  private static int keys(Node at) {
    return at instanceof MapNode map ? map.keys().size() : 0;
  }

  private static Problem repeated(Node at) {
    Map<Object, Node> seen = new HashMap<>();
    if (at instanceof ListNode list) {
      for (Node item : list) {
        Node first = seen.putIfAbsent(item.plain(), item);
        if (first != null) {
          return item.problem(
              "", "this stands in the list twice, first in line " + first.where().line());
        }
      }
    }
    return at.problem("", "the list repeats a value");
  }

  private static Problem surplus(Node at, Object[] words) {
    if (at instanceof ListNode list
        && words.length > 0
        && words[0] instanceof Integer index
        && index < list.size()) {
      return list.items().get(index).problem("", "the list has an item too many");
    }
    return at.problem("", "the list has an item too many");
  }

  /** The part of the schema that holds the keyword an error speaks of. */
  private Node around(Error error) {
    String pointer = error.getSchemaLocation().getFragment().toString();
    return at(schema, pointer.substring(0, Math.max(0, pointer.lastIndexOf('/'))));
  }

  private Collection<String> knownKeys(Error error) {
    if (around(error) instanceof MapNode part
        && part.find("properties").orElse(part) instanceof MapNode properties
        && properties != part) {
      return properties.keys();
    }
    return List.of();
  }

  private static String names(Collection<String> keys) {
    String first = keys.stream().limit(MOST_KEYS_NAMED).collect(Collectors.joining(", "));
    return keys.size() > MOST_KEYS_NAMED ? first + " …" : first;
  }

  /** The node at a JSON pointer; the nearest one above it when the pointer leads nowhere. */
  private static Node at(Node root, String pointer) {
    Node node = root;
    for (String part : pointer.split("/")) {
      Optional<Node> next = Optional.empty();
      if (node instanceof MapNode map) {
        String key = part.replace("~1", "/").replace("~0", "~");
        next = Optional.ofNullable(map.entries().get(key));
      } else if (node instanceof ListNode list && part.matches("\\d{1,9}")) {
        int index = Integer.parseInt(part);
        next = index < list.size() ? Optional.of(list.items().get(index)) : Optional.empty();
      }
      if (part.isEmpty() && next.isEmpty()) {
        continue;
      }
      if (next.isEmpty()) {
        return node;
      }
      node = next.get();
    }
    return node;
  }
}
