package org.bellcrank.itests.doubles;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.w3c.dom.Element;

/** A work order between its element and the books, in which each leaf has a path of its own. */
final class InforRecord {

  private static final String FIELDS = "http://schemas.datastream.net/MP_fields";
  private static final String ENTITY = "http://schemas.datastream.net/MP_entities/WorkOrder_001";
  private static final String OAGIS = "http://www.openapplications.org/oagis_fields";
  private static final Set<String> PARTS =
      Set.of("YEAR", "MONTH", "DAY", "HOUR", "MINUTE", "SECOND", "SUBSECOND", "TIMEZONE");

  private final Settings settings;
  private final List<Map<String, String>> plant;

  InforRecord(Settings settings, List<Map<String, String>> plant) {
    this.settings = settings;
    this.plant = plant;
  }

  /**
   * The leaves of an element by their paths, in its own order; empty ones are none, and words
   * beside a code are nobody's to send.
   */
  Map<String, Object> read(Element workOrder) throws SoapFault {
    Map<String, Object> fields = new LinkedHashMap<>();
    leaves(workOrder, "", fields);
    return known(fields);
  }

  /** Leaves by their paths, without what is nobody's to send; codes have to exist here. */
  Map<String, Object> known(Map<String, Object> fields) throws SoapFault {
    fields
        .keySet()
        .removeIf(path -> path.endsWith("/DESCRIPTION") && !path.startsWith("WORKORDERID"));
    Set<String> kinds = new LinkedHashSet<>();
    plant.forEach(row -> kinds.add(row.get("kind")));
    for (String kind : kinds) {
      known(kind, fields.get(kind));
    }
    organization(fields.get("WORKORDERID/ORGANIZATIONID/ORGANIZATIONCODE"));
    return fields;
  }

  private static void leaves(Element element, String path, Map<String, Object> fields) {
    for (Element child : Soap.children(element)) {
      String here = path.isEmpty() ? child.getLocalName() : path + "/" + child.getLocalName();
      if (Soap.children(child).isEmpty()) {
        if (!child.getTextContent().isBlank()) {
          fields.put(here, child.getTextContent());
        }
      } else {
        leaves(child, here, fields);
      }
    }
  }

  private void known(String kind, Object code) throws SoapFault {
    boolean there =
        code == null
            || plant.stream()
                .anyMatch(row -> row.get("kind").equals(kind) && row.get("code").equals(code));
    if (!there) {
      String name = kind.substring(0, kind.indexOf('/'));
      throw refused(kind, "%s %s does not exist.".formatted(name, code));
    }
  }

  private void organization(Object given) throws SoapFault {
    if (!settings.text("organization").equals(given)) {
      throw refused("ORGANIZATIONID", "Organization %s does not exist.".formatted(given));
    }
  }

  SoapFault refused(String location, String words) {
    return new SoapFault(settings.text("fault.refused"), location, words);
  }

  /** What a code means, in words. */
  String words(String kind, Object code) {
    return plant.stream()
        .filter(row -> row.get("kind").equals(kind) && row.get("code").equals(code))
        .map(row -> row.get("words"))
        .findFirst()
        .orElse("");
  }

  /** A time as the server keeps it: its own, though it says UTC beside it. */
  Map<String, Object> time(String name, Instant at) {
    ZonedDateTime local = at.atZone(ZoneId.of(settings.text("zone")));
    Map<String, Object> parts = new LinkedHashMap<>();
    parts.put(name + "/YEAR", String.valueOf(local.getYear()));
    parts.put(name + "/MONTH", String.valueOf(local.getMonthValue()));
    parts.put(name + "/DAY", String.valueOf(local.getDayOfMonth()));
    parts.put(name + "/HOUR", String.valueOf(local.getHour()));
    parts.put(name + "/MINUTE", String.valueOf(local.getMinute()));
    parts.put(name + "/SECOND", String.valueOf(local.getSecond()));
    parts.put(name + "/SUBSECOND", "0");
    parts.put(name + "/TIMEZONE", "UTC");
    return parts;
  }

  /** The element as the service shows it. */
  String written(BookedOrder order) {
    Map<String, Object> tree = new LinkedHashMap<>();
    order
        .fields()
        .forEach(
            (path, value) -> {
              if (value instanceof String) {
                put(tree, path, value);
              }
            });
    StringBuilder xml = new StringBuilder();
    xml.append("<WorkOrder recordid=\"").append(order.fields().get("recordid"));
    xml.append("\" is_completed=\"").append("C".equals(order.status()));
    xml.append("\" is_parentpmwo=\"false\" xmlns=\"").append(ENTITY).append("\">");
    write(xml, tree, ENTITY);
    return xml.append("</WorkOrder>").toString();
  }

  @SuppressWarnings("unchecked")
  private static void put(Map<String, Object> tree, String path, Object value) {
    Map<String, Object> here = tree;
    String[] names = path.split("/");
    for (int i = 0; i < names.length - 1; i++) {
      here =
          (Map<String, Object>)
              here.computeIfAbsent(names[i], none -> new LinkedHashMap<String, Object>());
    }
    here.put(names[names.length - 1], value);
  }

  private static void write(StringBuilder xml, Map<?, ?> tree, String outer) {
    tree.forEach(
        (name, value) -> {
          String space =
              "UserDefinedFields".equals(name) ? ENTITY : PARTS.contains(name) ? OAGIS : FIELDS;
          boolean date = value instanceof Map<?, ?> map && map.containsKey("YEAR");
          xml.append('<').append(name);
          if (!space.equals(outer)) {
            xml.append(" xmlns=\"").append(space).append('"');
          }
          xml.append(date ? " qualifier=\"OTHER\">" : ">");
          if (value instanceof Map<?, ?> below) {
            write(xml, below, space);
          } else {
            xml.append(Soap.escape(value));
          }
          xml.append("</").append(name).append('>');
        });
  }
}
