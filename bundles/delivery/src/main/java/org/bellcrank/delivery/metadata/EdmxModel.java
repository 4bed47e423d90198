package org.bellcrank.delivery.metadata;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import javax.xml.stream.XMLStreamReader;
import org.bellcrank.delivery.connector.Mapping;

/** What was read of an entity model so far; types may be used before they are described. */
final class EdmxModel implements MetadataXml.Model {

  private static final int DEEPEST = 32;
  private static final String SAP = "http://www.sap.com/Protocols/SAPData";

  private static final Map<String, Set<Mapping.Type>> TYPES = new HashMap<>();

  static {
    types(Mapping.Type.TEXT, "String", "Guid", "Binary", "Stream");
    types(Mapping.Type.WHOLE, "Byte", "SByte", "Int16", "Int32", "Int64");
    types(Mapping.Type.NUMBER, "Double", "Single", "Decimal");
    types(Mapping.Type.BOOL, "Boolean");
    types(Mapping.Type.INSTANT, "DateTime", "DateTimeOffset", "Date", "Time", "TimeOfDay");
  }

  private record Property(
      String name,
      String type,
      Map<String, String> facets,
      Map<String, String> sap,
      Set<String> terms) {}

  /** One type of entities or of complex values; its properties by name. */
  private record Type(Optional<String> base, Set<String> keys, Map<String, Property> properties) {}

  private final Map<String, Type> types = new LinkedHashMap<>();
  private final Map<String, Map<String, String>> associations = new HashMap<>();
  private final Map<String, List<String>> enumerations = new HashMap<>();
  private final Map<String, String> sets = new LinkedHashMap<>();
  private final Map<String, String> namespaces = new HashMap<>();

  private final EdmxRestrictions restrictions = new EdmxRestrictions();
  private boolean annotated;
  private boolean version4;
  private String namespace = "";
  private Optional<Type> open = Optional.empty();
  private Optional<Property> property = Optional.empty();
  private Optional<List<String>> enumeration = Optional.empty();
  private Optional<Map<String, String>> association = Optional.empty();

  private static void types(Mapping.Type ours, String... names) {
    for (String name : names) {
      TYPES.put("Edm." + name, Set.of(ours));
    }
  }

  @Override
  public void begin(XMLStreamReader xml) {
    annotated |= declares(xml);
    restrictions.begin(xml);
    switch (xml.getLocalName()) {
      case "Edmx" -> version4 = text(xml, "Version").startsWith("4");
      case "Schema" -> {
        namespace = text(xml, "Namespace");
        namespaces.put(text(xml, "Alias"), namespace);
      }
      case "EntityType", "ComplexType" -> type(xml);
      case "PropertyRef" -> open.ifPresent(type -> type.keys().add(text(xml, "Name")));
      case "Property" -> open.ifPresent(type -> property(type, xml));
      case "NavigationProperty" -> open.ifPresent(type -> way(type, xml));
      case "Association" -> {
        association = Optional.of(new HashMap<>());
        associations.put(full(text(xml, "Name")), association.get());
      }
      case "End" -> association.ifPresent(ends -> ends.put(text(xml, "Role"), text(xml, "Type")));
      case "EnumType" -> {
        enumeration = Optional.of(new ArrayList<>());
        enumerations.put(full(text(xml, "Name")), enumeration.get());
      }
      case "Member" -> enumeration.ifPresent(members -> members.add(text(xml, "Name")));
      case "EntitySet" -> sets.put(text(xml, "Name"), text(xml, "EntityType"));
      case "Annotation" -> property.ifPresent(of -> term(of, xml));
      default -> {
        // Functions, actions and words for people say nothing about fields.
      }
    }
  }

  @Override
  public void text(String characters) {
    restrictions.text(characters);
  }

  @Override
  public void end(XMLStreamReader xml) {
    String name = xml.getLocalName();
    restrictions.end(name);
    switch (name) {
      case "EntityType", "ComplexType" -> open = Optional.empty();
      case "Property" -> property = Optional.empty();
      case "EnumType" -> enumeration = Optional.empty();
      case "Association" -> association = Optional.empty();
      default -> {
        // Nothing was opened.
      }
    }
  }

  private void type(XMLStreamReader xml) {
    String base = text(xml, "BaseType");
    Type type =
        new Type(
            base.isEmpty() ? Optional.empty() : Optional.of(base),
            new HashSet<>(),
            new LinkedHashMap<>());
    types.put(full(text(xml, "Name")), type);
    open = Optional.of(type);
  }

  private void property(Type type, XMLStreamReader xml) {
    Map<String, String> facets = new HashMap<>();
    Map<String, String> sap = new HashMap<>();
    for (int i = 0; i < xml.getAttributeCount(); i++) {
      boolean own = SAP.equals(xml.getAttributeNamespace(i));
      (own ? sap : facets).put(xml.getAttributeLocalName(i), xml.getAttributeValue(i));
    }
    String name = text(xml, "Name");
    Property read = new Property(name, text(xml, "Type"), facets, sap, new HashSet<>());
    type.properties().put(name, read);
    property = Optional.of(read);
  }

  /** Version 4 names the type; version 2 the end of an association, which may come later. */
  private void way(Type type, XMLStreamReader xml) {
    String name = text(xml, "Name");
    String target = text(xml, "Type");
    if (target.isEmpty()) {
      target = "@" + text(xml, "Relationship") + "@" + text(xml, "ToRole");
    }
    type.properties().put(name, new Property(name, target, Map.of(), Map.of(), Set.of()));
  }

  private static void term(Property of, XMLStreamReader xml) {
    if (!"false".equals(xml.getAttributeValue(null, "Bool"))) {
      String term = text(xml, "Term");
      of.terms().add(term.substring(term.lastIndexOf('.') + 1));
    }
  }

  private static boolean declares(XMLStreamReader xml) {
    for (int i = 0; i < xml.getNamespaceCount(); i++) {
      if (SAP.equals(xml.getNamespaceURI(i))) {
        return true;
      }
    }
    return false;
  }

  ForeignSchema schema() {
    Map<String, Map<String, ForeignField>> structures = new LinkedHashMap<>();
    Map<String, String> aliases = new LinkedHashMap<>();
    types.forEach(
        (name, type) -> {
          Map<String, ForeignField> fields = new LinkedHashMap<>();
          inherited(type, fields, new HashSet<>());
          structures.put(name, fields);
          aliases.putIfAbsent(name.substring(name.lastIndexOf('.') + 1), name);
        });
    sets.forEach(
        (set, type) -> {
          aliases.put(set, resolved(type));
          structures
              .getOrDefault(resolved(type), Map.of())
              .replaceAll((name, field) -> restrictions.applied(set, field));
        });
    return new ForeignSchema(structures, aliases, false);
  }

  private void inherited(Type type, Map<String, ForeignField> into, Set<String> seen) {
    type.base()
        .map(this::resolved)
        .filter(base -> seen.size() < DEEPEST && seen.add(base))
        .map(types::get)
        .ifPresent(base -> inherited(base, into, seen));
    type.properties()
        .values()
        .forEach(property -> into.put(property.name(), field(type, property)));
  }

  private ForeignField field(Type owner, Property property) {
    String type = target(property.type());
    List<String> codes = enumerations.getOrDefault(type, List.of());
    Set<Mapping.Type> fits =
        codes.isEmpty()
            ? TYPES.getOrDefault(type, Set.of())
            : Set.of(Mapping.Type.TEXT, Mapping.Type.BOOL);
    if (type.equals("Edm.Decimal") && "0".equals(property.facets().getOrDefault("Scale", "0"))) {
      fits = Set.of(Mapping.Type.NUMBER, Mapping.Type.WHOLE);
    }
    return ForeignField.of(property.name(), type, fits)
        .text(length(property), "UpperCase".equals(property.sap().get("display-format")), codes)
        .used(use(property), required(owner, property))
        .over(types.containsKey(type) ? Optional.of(type) : Optional.empty());
  }

  private static OptionalInt length(Property property) {
    String told = property.facets().getOrDefault("MaxLength", "");
    return told.matches("\\d{1,9}") ? OptionalInt.of(Integer.parseInt(told)) : OptionalInt.empty();
  }

  /** With SAP's annotations what is not forbidden is allowed; without, nothing is told. */
  private ForeignField.Use use(Property property) {
    if (annotated) {
      return new ForeignField.Use(
          may(property, "creatable"), may(property, "updatable"), may(property, "filterable"));
    }
    if (property.terms().contains("Computed")) {
      return ForeignField.Use.READ_ONLY;
    }
    return property.terms().contains("Immutable")
        ? new ForeignField.Use(Optional.empty(), Optional.of(false), Optional.empty())
        : ForeignField.Use.UNTOLD;
  }

  private static Optional<Boolean> may(Property property, String what) {
    return Optional.of(!"false".equals(property.sap().get(what)));
  }

  /** In version 4 numbers and times are hardly ever null, and can be left out all the same. */
  private boolean required(Type owner, Property property) {
    return "false".equals(property.facets().get("Nullable"))
        && !property.facets().containsKey("DefaultValue")
        && !property.terms().contains("Computed")
        && (!version4 || owner.keys().contains(property.name()));
  }

  private String target(String type) {
    String one = type;
    if (type.startsWith("@")) {
      String[] way = type.split("@", -1);
      one = associations.getOrDefault(resolved(way[1]), Map.of()).getOrDefault(way[2], "");
    } else if (type.startsWith("Collection(")) {
      one = type.substring("Collection(".length(), type.length() - 1);
    }
    return resolved(one);
  }

  /** A name with the namespace in place of its alias. */
  private String resolved(String name) {
    int dot = name.lastIndexOf('.');
    return dot < 0
        ? full(name)
        : namespaces.getOrDefault(name.substring(0, dot), name.substring(0, dot))
            + name.substring(dot);
  }

  private String full(String name) {
    return namespace + "." + name;
  }

  private static String text(XMLStreamReader xml, String attribute) {
    String value = xml.getAttributeValue(null, attribute);
    return value == null ? "" : value;
  }
}
