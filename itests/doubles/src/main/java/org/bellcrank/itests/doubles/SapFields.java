package org.bellcrank.itests.doubles;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The fields of every entity in one edition, and the ways from an entity to its children. */
final class SapFields {

  /**
   * A way to children.
   *
   * @param set the name of the way, as it stands in a body
   * @param entity short name of the children's entity
   * @param number the key field that counts the children of one parent; empty where none does
   * @param digits how many digits that number has
   * @param step how far the numbers lie apart
   */
  record Way(String set, String entity, String number, int digits, int step) {

    /** The number of a child, from 1. */
    String counted(int child) {
      return ("%0" + digits + "d").formatted(child * step);
    }
  }

  /**
   * Where an entity is found.
   *
   * @param type its name in the data model
   */
  record Place(String service, String namespace, String set, String type) {}

  private final Map<String, Place> places = new LinkedHashMap<>();
  private final Map<String, Map<String, SapField>> fields = new LinkedHashMap<>();
  private final Map<String, Map<String, Way>> ways = new LinkedHashMap<>();

  /**
   * @param edition 2022 or 2026; fields that came later are not there, and a later row of a field
   *     counts
   */
  SapFields(int edition) {
    for (Map<String, String> row : Facts.table("sap-sets.csv")) {
      places.put(
          row.get("entity"),
          new Place(row.get("service"), row.get("namespace"), row.get("set"), row.get("type")));
    }
    List<Map<String, String>> rows = new ArrayList<>(Facts.table("sap-fields.csv"));
    rows.addAll(Facts.table("sap-order-fields.csv"));
    for (Map<String, String> row : rows) {
      if (Integer.parseInt(row.get("edition")) <= edition) {
        SapField field = SapField.of(row);
        fields
            .computeIfAbsent(row.get("entity"), none -> new LinkedHashMap<>())
            .put(field.name(), field);
      }
    }
    for (Map<String, String> row : Facts.table("sap-navigation.csv")) {
      ways.computeIfAbsent(row.get("entity"), none -> new LinkedHashMap<>())
          .put(
              row.get("name"),
              new Way(
                  row.get("name"),
                  row.get("to"),
                  row.get("number"),
                  Integer.parseInt(row.get("digits")),
                  Integer.parseInt(row.get("step"))));
    }
  }

  /** All entities by their short names, with the place of each. */
  Map<String, Place> places() {
    return places;
  }

  /** The short name of what an entity set holds. */
  String entity(String set) {
    for (Map.Entry<String, Place> each : places.entrySet()) {
      if (each.getValue().set().equals(set)) {
        return each.getKey();
      }
    }
    throw new IllegalStateException("sap-sets.csv has no row with the set " + set);
  }

  /** The fields of an entity by their names, in the order of the table. */
  Map<String, SapField> of(String entity) {
    return fields.get(entity);
  }

  /** The ways from an entity to its children by their names; none where it has none. */
  Map<String, Way> ways(String entity) {
    return ways.getOrDefault(entity, Map.of());
  }

  /** The names of an entity's key fields. */
  List<String> key(String entity) {
    return of(entity).values().stream().filter(SapField::key).map(SapField::name).toList();
  }
}
