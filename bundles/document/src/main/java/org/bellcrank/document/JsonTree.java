package org.bellcrank.document;

import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Our nodes as the validator wants them. */
final class JsonTree {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private JsonTree() {}

  static JsonNode of(Node node) {
    if (node instanceof MapNode map) {
      ObjectNode object = JSON.objectNode();
      for (Map.Entry<String, Node> entry : map.entries().entrySet()) {
        object.set(entry.getKey(), of(entry.getValue()));
      }
      return object;
    }
    if (node instanceof ListNode list) {
      ArrayNode array = JSON.arrayNode();
      list.forEach(item -> array.add(of(item)));
      return array;
    }
    if (node instanceof TextNode text) {
      return JSON.stringNode(text.value());
    }
    if (node instanceof NumberNode number) {
      return number.isWhole()
          ? JSON.numberNode(number.value().longValueExact())
          : JSON.numberNode(number.value());
    }
    return node instanceof BoolNode bool ? JSON.booleanNode(bool.value()) : JSON.nullNode();
  }
}
