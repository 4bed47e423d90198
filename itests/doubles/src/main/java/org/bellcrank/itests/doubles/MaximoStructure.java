package org.bellcrank.itests.doubles;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The two object structures that orders are kept in: work orders and service requests. */
enum MaximoStructure {
  WORK("mxapiwodetail", "WORKORDER", "wonum", "workorderid", "maximo", ""),
  REQUEST("mxapisr", "SR", "ticketid", "ticketuid", "maximo-sr", "sr.");

  private final String path;
  private final String object;
  private final String number;
  private final String id;
  private final String table;
  private final String setting;

  MaximoStructure(
      String path, String object, String number, String id, String table, String setting) {
    this.path = path;
    this.object = object;
    this.number = number;
    this.id = id;
    this.table = table;
    this.setting = setting;
  }

  /** Its name in addresses. */
  String path() {
    return path;
  }

  /** The object whose records it shows. */
  String object() {
    return object;
  }

  /** The column of the number that people see. */
  String number() {
    return number;
  }

  /** The column of the key that the database gives. */
  String id() {
    return id;
  }

  /** A fact table of its own, for example of its fields. */
  String table(String what) {
    return table + "-" + what + ".csv";
  }

  /** The name of one of its settings. */
  String setting(String name) {
    return setting + name;
  }

  static Optional<MaximoStructure> at(String path) {
    for (MaximoStructure each : values()) {
      if (each.path.equals(path)) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }

  static MaximoStructure of(BookedOrder order) {
    return REQUEST.object.equals(order.fields().get("class")) ? REQUEST : WORK;
  }

  /** The primary key of a record: a request is told by its class, a work order by its site. */
  String key(Map<String, Object> fields, String number) {
    return (this == REQUEST ? object : fields.get("siteid")) + "/" + number;
  }

  /** What every record of it has beside what was sent. */
  void complete(Map<String, Object> stored, Settings settings) {
    if (this == WORK) {
      stored.putIfAbsent("wopriority", 0);
    } else {
      stored.putIfAbsent("class", object);
      stored.putIfAbsent("siteid", settings.text("site.default"));
      stored.putIfAbsent("assetsiteid", stored.get("siteid"));
    }
  }

  /** As error messages write it. */
  String errorPath() {
    return object.toLowerCase(Locale.ROOT);
  }
}
