package org.bellcrank.delivery.metadata;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.bellcrank.delivery.connector.Mapping;

/** Types and elements of XML Schemas, by their names without prefixes. */
final class XsdModel implements MetadataXml.Model {

  private static final int DEEPEST = 16;
  private static final int DEEPEST_NESTING = 200;

  private static final Map<String, Set<Mapping.Type>> TYPES = new HashMap<>();

  static {
    types(Mapping.Type.TEXT, "string", "normalizedString", "token", "anyURI", "base64Binary");
    types(Mapping.Type.WHOLE, "int", "integer", "long", "short", "byte", "unsignedInt");
    types(Mapping.Type.WHOLE, "nonNegativeInteger", "positiveInteger", "unsignedByte");
    types(Mapping.Type.WHOLE, "unsignedShort", "unsignedLong");
    types(Mapping.Type.NUMBER, "decimal", "double", "float");
    types(Mapping.Type.BOOL, "boolean");
    types(Mapping.Type.INSTANT, "date", "time", "dateTime");
  }

  /** An element, a type or a group of them that is being read, or was. */
  private static final class Part {
    private final String kind;
    private final String name;
    private final String type;
    private boolean needed = true;
    private String base = "";
    private int length;
    private final List<String> codes = new ArrayList<>();
    private final List<Part> parts = new ArrayList<>();
    private Optional<Part> inline = Optional.empty();

    private Part(String kind, String name, String type) {
      this.kind = kind;
      this.name = name;
      this.type = type;
    }
  }

  private final Map<String, Part> types = new LinkedHashMap<>();
  private final Map<String, Part> elements = new LinkedHashMap<>();
  private final Deque<Part> open = new ArrayDeque<>();
  private final Map<String, Map<String, ForeignField>> structures = new LinkedHashMap<>();
  private int choices;

  private static void types(Mapping.Type ours, String... names) {
    for (String name : names) {
      TYPES.put(name, Set.of(ours));
    }
  }

  /**
   * Takes the beginning of an element.
   *
   * @throws XMLStreamException when the schema nests deeper than any that is meant
   */
  @Override
  public void begin(XMLStreamReader xml) throws XMLStreamException {
    if (open.size() > DEEPEST_NESTING) {
      throw new XMLStreamException("nested too deep");
    }
    if (!XMLConstants.W3C_XML_SCHEMA_NS_URI.equals(xml.getNamespaceURI())) {
      return;
    }
    switch (xml.getLocalName()) {
      case "element" -> element(xml);
      case "complexType", "simpleType" -> type(xml);
      case "choice" -> choices++;
      case "restriction", "extension" -> top().ifPresent(type -> type.base = bare(xml, "base"));
      case "maxLength", "length" -> top().ifPresent(type -> type.length = length(xml));
      case "enumeration" -> top().ifPresent(type -> type.codes.add(text(xml, "value")));
      default -> {
        // Orders, patterns and words for people.
      }
    }
  }

  @Override
  public void end(XMLStreamReader xml) {
    if (XMLConstants.W3C_XML_SCHEMA_NS_URI.equals(xml.getNamespaceURI())) {
      switch (xml.getLocalName()) {
        case "element", "complexType", "simpleType" -> open.pop();
        case "choice" -> choices--;
        default -> {
          // Nothing was opened.
        }
      }
    }
  }

  private Optional<Part> top() {
    return Optional.ofNullable(open.peek());
  }

  private void element(XMLStreamReader xml) {
    String reference = bare(xml, "ref");
    Part element =
        new Part(
            "element",
            reference.isEmpty() ? text(xml, "name") : reference,
            reference.isEmpty() ? bare(xml, "type") : "@" + reference);
    element.needed = !"0".equals(text(xml, "minOccurs")) && choices == 0;
    if (open.isEmpty()) {
      elements.put(element.name, element);
    } else {
      open.peek().parts.add(element);
    }
    open.push(element);
  }

  private void type(XMLStreamReader xml) {
    Part type = new Part(xml.getLocalName(), text(xml, "name"), "");
    if (open.isEmpty()) {
      types.put(type.name, type);
    } else {
      open.peek().inline = Optional.of(type);
    }
    open.push(type);
  }

  ForeignSchema schema() {
    types.forEach(
        (name, type) -> {
          if (type.kind.equals("complexType")) {
            structure(name, type);
          }
        });
    Map<String, String> aliases = new LinkedHashMap<>();
    elements.forEach(
        (name, element) ->
            below(element, name).ifPresent(structure -> aliases.putIfAbsent(name, structure)));
    types.keySet().forEach(aliases::remove);
    return new ForeignSchema(structures, aliases, false);
  }

  private void structure(String name, Part type) {
    if (structures.containsKey(name)) {
      return;
    }
    Map<String, ForeignField> fields = new LinkedHashMap<>();
    structures.put(name, fields);
    fields(name, type, fields, new HashSet<>());
  }

  private void fields(String name, Part type, Map<String, ForeignField> into, Set<Part> seen) {
    Part base = types.get(type.base);
    if (base != null && seen.add(base)) {
      fields(name, base, into, seen);
    }
    for (Part part : type.parts) {
      into.put(part.name, field(name, part));
    }
  }

  private ForeignField field(String owner, Part part) {
    Part element = declared(part);
    Optional<String> below = below(part, owner + "/" + part.name);
    Optional<Part> simple = simple(element);
    String told = simple.map(type -> type.base).orElse(element.type);
    int length = 0;
    List<String> codes = List.of();
    for (int i = 0; i < DEEPEST && simple.isPresent(); i++) {
      length = length == 0 ? simple.get().length : length;
      codes = codes.isEmpty() ? simple.get().codes : codes;
      told = simple.get().base;
      simple = named(told);
    }
    return ForeignField.of(part.name, told, TYPES.getOrDefault(told, Set.of()))
        .text(length == 0 ? OptionalInt.empty() : OptionalInt.of(length), false, codes)
        .used(ForeignField.Use.UNTOLD, part.needed)
        .over(below);
  }

  /** What a reference means; the element itself otherwise. */
  private Part declared(Part part) {
    return part.type.startsWith("@") ? elements.getOrDefault(part.name, part) : part;
  }

  private Optional<Part> simple(Part element) {
    return element
        .inline
        .filter(type -> type.kind.equals("simpleType"))
        .or(() -> named(element.type));
  }

  private Optional<Part> named(String type) {
    return Optional.ofNullable(types.get(type)).filter(part -> part.kind.equals("simpleType"));
  }

  /** The structure below an element, which is read where it stands inside the element. */
  private Optional<String> below(Part part, String place) {
    Part element = declared(part);
    Optional<Part> inside = element.inline.filter(type -> type.kind.equals("complexType"));
    if (inside.isPresent()) {
      String name = element == part ? place : element.name;
      structure(name, inside.get());
      return Optional.of(name);
    }
    Part type = types.get(element.type);
    return type != null && type.kind.equals("complexType")
        ? Optional.of(element.type)
        : Optional.empty();
  }

  private static int length(XMLStreamReader xml) {
    String value = text(xml, "value");
    return value.matches("\\d{1,9}") ? Integer.parseInt(value) : 0;
  }

  /** A name without its prefix. */
  private static String bare(XMLStreamReader xml, String attribute) {
    String value = text(xml, attribute);
    return value.substring(value.indexOf(':') + 1);
  }

  private static String text(XMLStreamReader xml, String attribute) {
    String value = xml.getAttributeValue(null, attribute);
    return value == null ? "" : value;
  }
}
