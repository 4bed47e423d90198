package org.bellcrank.delivery.metadata;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.xml.stream.XMLStreamReader;

/** What annotations of sets of entities forbid or demand of single properties. */
final class EdmxRestrictions {

  private static final String NOT_FILTERABLE = "NonFilterableProperties";
  private static final String NOT_CREATABLE = "NonInsertableProperties";
  private static final String NOT_UPDATABLE = "NonUpdatableProperties";
  private static final String REQUIRED = "RequiredProperties";
  private static final Set<String> LISTS =
      Set.of(NOT_FILTERABLE, NOT_CREATABLE, NOT_UPDATABLE, REQUIRED);

  /** Names of properties by set and list. */
  private final Map<String, Map<String, Set<String>>> told = new HashMap<>();

  private final Deque<String> open = new ArrayDeque<>();
  private String set = "";
  private String expressed = "";
  private Optional<StringBuilder> path = Optional.empty();

  void begin(XMLStreamReader xml) {
    switch (xml.getLocalName()) {
      case "Annotations" -> set = attribute(xml, "Target").replaceFirst("^.*/", "");
      case "PropertyPath" -> path = Optional.of(new StringBuilder());
      case "PropertyValue" -> {
        open.push(attribute(xml, "Property"));
        value(xml);
      }
      default -> {
        // Records and collections only group.
      }
    }
  }

  /** Of a text field it may be said that it can be looked into, but not compared. */
  private void value(XMLStreamReader xml) {
    String property = attribute(xml, "PropertyPath");
    if (!property.isEmpty()) {
      expressed = property;
    }
    if (attribute(xml, "Property").equals("AllowedExpressions")
        && attribute(xml, "String").equals("SearchExpression")) {
      add(NOT_FILTERABLE, expressed);
    }
  }

  void text(String characters) {
    path.ifPresent(text -> text.append(characters));
  }

  void end(String name) {
    switch (name) {
      case "Annotations" -> set = "";
      case "PropertyValue" -> open.pop();
      case "PropertyPath" -> {
        open.stream()
            .filter(LISTS::contains)
            .findFirst()
            .ifPresent(list -> add(list, path.map(StringBuilder::toString).orElse("").strip()));
        path = Optional.empty();
      }
      default -> {
        // Nothing was opened.
      }
    }
  }

  private void add(String list, String property) {
    told.computeIfAbsent(set, key -> new HashMap<>())
        .computeIfAbsent(list, key -> new HashSet<>())
        .add(property);
  }

  /** A field of a set with what is said of it there. */
  ForeignField applied(String ofSet, ForeignField field) {
    Map<String, Set<String>> lists = told.getOrDefault(ofSet, Map.of());
    ForeignField.Use use = field.use();
    return field.used(
        new ForeignField.Use(
            without(lists, NOT_CREATABLE, field, use.creatable()),
            without(lists, NOT_UPDATABLE, field, use.updatable()),
            without(lists, NOT_FILTERABLE, field, use.filterable())),
        field.required() || lists.getOrDefault(REQUIRED, Set.of()).contains(field.name()));
  }

  private static Optional<Boolean> without(
      Map<String, Set<String>> lists, String list, ForeignField field, Optional<Boolean> before) {
    return lists.getOrDefault(list, Set.of()).contains(field.name()) ? Optional.of(false) : before;
  }

  private static String attribute(XMLStreamReader xml, String name) {
    String value = xml.getAttributeValue(null, name);
    return value == null ? "" : value;
  }
}
