package org.bellcrank.delivery.metadata;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import org.bellcrank.delivery.connector.Json;
import org.bellcrank.delivery.connector.Mapping;
import org.bellcrank.journal.Facts;

/**
 * The schemas of one document, each read once, at its own pointer: a structure's name is that
 * pointer. References lead into the document alone.
 */
final class JsonSchemas {

  private static final int DEEPEST = 32;
  private static final String COMPONENTS = "/components/schemas/";

  private final Json document;
  private final Map<String, Map<String, ForeignField>> structures = new LinkedHashMap<>();
  private final Map<String, String> aliases = new LinkedHashMap<>();
  private final Deque<String> waiting = new ArrayDeque<>();

  JsonSchemas(Json document) {
    this.document = document;
  }

  /** The document itself is the schema. */
  void whole() {
    aliases.put(ForeignSchema.ROOT, ForeignSchema.ROOT);
    document.text("/title").ifPresent(title -> aliases.put(title, ForeignSchema.ROOT));
    begin(ForeignSchema.ROOT);
  }

  /** Each schema under its name. */
  void components() {
    keys("/components/schemas")
        .forEach(
            name -> {
              String pointer = COMPONENTS + escaped(name);
              aliases.put(name, target(pointer));
              begin(pointer);
            });
  }

  /** What is sent in JSON, as {@code POST /path}. */
  void bodies() {
    for (String path : keys("/paths")) {
      for (String method : keys("/paths/" + escaped(path))) {
        String body = followed("/paths/" + escaped(path) + "/" + method + "/requestBody");
        String schema = body + "/content/application~1json/schema";
        if (document.at(schema).isPresent()) {
          aliases.put(method.toUpperCase(Locale.ROOT) + " " + path, target(schema));
          begin(schema);
        }
      }
    }
  }

  ForeignSchema schema() {
    return new ForeignSchema(structures, aliases, false);
  }

  /** Without recursion: how deep a document nests is its sender's choice. */
  private void begin(String pointer) {
    waiting.add(target(pointer));
    while (!waiting.isEmpty()) {
      String next = waiting.poll();
      if (!structures.containsKey(next)) {
        Map<String, ForeignField> fields = new LinkedHashMap<>();
        structures.put(next, fields);
        fields(next, fields, true, 0);
      }
    }
  }

  private void fields(String pointer, Map<String, ForeignField> into, boolean binding, int depth) {
    if (depth > DEEPEST) {
      return;
    }
    for (String kind : List.of("allOf", "oneOf", "anyOf")) {
      int count = document.each(pointer + "/" + kind).size();
      for (int i = 0; i < count; i++) {
        String part = target(pointer + "/" + kind + "/" + i);
        fields(part, into, binding && kind.equals("allOf"), depth + 1);
      }
    }
    Set<String> required = new LinkedHashSet<>();
    document.each(pointer + "/required").forEach(name -> required.add(String.valueOf(name.root())));
    for (String name : keys(pointer + "/properties")) {
      String at = pointer + "/properties/" + escaped(name);
      into.put(name, field(name, at, binding && required.contains(name)));
    }
  }

  private ForeignField field(String name, String at, boolean required) {
    String value = target(at);
    boolean many = document.text(value + "/type").filter("array"::equals).isPresent();
    String item = many ? target(value + "/items") : value;
    boolean below =
        !keys(item + "/properties").isEmpty() || document.at(item + "/allOf").isPresent();
    if (below) {
      waiting.add(item);
    }
    boolean shown =
        yes(at, "readOnly")
            || yes(value, "readOnly")
            || document.text(value + "/const").isPresent();
    return ForeignField.of(name, words(value), many || below ? Set.of() : fits(value))
        .text(length(value), upper(value), codes(value))
        .between(number(value, "minimum"), number(value, "maximum"))
        .used(shown ? ForeignField.Use.READ_ONLY : ForeignField.Use.UNTOLD, required && !shown)
        .over(below ? Optional.of(item) : Optional.empty());
  }

  private String words(String at) {
    return String.join(
            " ",
            document
                .text(at + "/type")
                .orElseGet(() -> types(at).isEmpty() ? "any" : String.join(" or ", types(at))),
            document.text(at + "/format").orElse(""))
        .strip();
  }

  private Set<Mapping.Type> fits(String at) {
    Set<String> types = types(at);
    String form = document.text(at + "/format").or(() -> document.text(at + "/subType")).orElse("");
    if (types.contains("integer")) {
      return form.equals("int64")
          ? Set.of(Mapping.Type.WHOLE, Mapping.Type.INSTANT)
          : Set.of(Mapping.Type.WHOLE);
    }
    if (types.contains("number")) {
      return Set.of(Mapping.Type.NUMBER, Mapping.Type.WHOLE);
    }
    if (types.contains("boolean")) {
      return Set.of(Mapping.Type.BOOL);
    }
    if (!types.contains("string")) {
      return Set.of();
    }
    return form.toLowerCase(Locale.ROOT).matches("date.*|time.*")
        ? Set.of(Mapping.Type.INSTANT)
        // Many a time is described as a string without a word about its form.
        : Set.of(Mapping.Type.TEXT, Mapping.Type.INSTANT);
  }

  private Set<String> types(String at) {
    Set<String> types = new LinkedHashSet<>();
    document.text(at + "/type").ifPresent(types::add);
    document.each(at + "/type").forEach(type -> types.add(String.valueOf(type.root())));
    types.remove("null");
    return types;
  }

  private OptionalInt length(String at) {
    OptionalDouble told = number(at, "maxLength");
    return told.isPresent() && told.getAsDouble() >= 1 && told.getAsDouble() <= Integer.MAX_VALUE
        ? OptionalInt.of((int) told.getAsDouble())
        : OptionalInt.empty();
  }

  /** Maximo's word for a text that is kept so. */
  private boolean upper(String at) {
    return document.text(at + "/subType").filter("UPPER"::equals).isPresent();
  }

  private List<String> codes(String at) {
    return document.each(at + "/enum").stream().map(code -> String.valueOf(code.root())).toList();
  }

  private OptionalDouble number(String at, String key) {
    return document.at(at + "/" + key).orElse(null) instanceof Number number
        ? OptionalDouble.of(number.doubleValue())
        : OptionalDouble.empty();
  }

  private boolean yes(String at, String key) {
    return document.at(at + "/" + key).filter(Boolean.TRUE::equals).isPresent();
  }

  /** Where a schema really stands: references are followed, and an only part of allOf as well. */
  private String target(String pointer) {
    String here = followed(pointer);
    for (int i = 0; i < DEEPEST; i++) {
      boolean wrapped =
          document.each(here + "/allOf").size() == 1 && document.at(here + "/properties").isEmpty();
      if (!wrapped) {
        return here;
      }
      here = followed(here + "/allOf/0");
    }
    return here;
  }

  private String followed(String pointer) {
    String here = pointer;
    for (int i = 0; i < DEEPEST; i++) {
      Optional<String> reference = document.text(here + "/$ref");
      if (reference.isEmpty() || !reference.get().startsWith("#/")) {
        return here;
      }
      here = reference.get().substring(1);
    }
    return here;
  }

  private Set<String> keys(String pointer) {
    return document.at(pointer).orElse(null) instanceof Facts facts
        ? facts.values().keySet()
        : Set.of();
  }

  private static String escaped(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }
}
