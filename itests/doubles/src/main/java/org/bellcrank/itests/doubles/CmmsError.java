package org.bellcrank.itests.doubles;

import java.util.Map;

/** The CMMS refuses, in words that the fact table knows. */
final class CmmsError extends Exception {

  private final String name;
  private final String attribute;
  private final Map<String, String> values;

  /**
   * @param name of the row in the error table
   * @param attribute the field at fault; empty where there is none
   * @param values what stands in the braces of the message
   */
  CmmsError(String name, String attribute, Map<String, String> values) {
    super(name + " " + attribute);
    this.name = name;
    this.attribute = attribute;
    this.values = values;
  }

  CmmsError(String name, String value) {
    this(name, "", Map.of("value", value));
  }

  String name() {
    return name;
  }

  String attribute() {
    return attribute;
  }

  String fill(String message) {
    String filled = message.replace("{attribute}", attribute);
    for (Map.Entry<String, String> value : values.entrySet()) {
      filled = filled.replace("{" + value.getKey() + "}", value.getValue());
    }
    return filled;
  }
}
