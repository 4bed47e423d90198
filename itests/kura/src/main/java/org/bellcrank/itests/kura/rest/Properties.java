package org.bellcrank.itests.kura.rest;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bellcrank.itests.kura.configuration.AttributeType;
import org.bellcrank.itests.kura.configuration.Secret;

/** Values of a configuration as REST writes them: {@code {"type":"STRING","value":…}}. */
final class Properties {

  private Properties() {}

  static JsonObject json(Map<String, Object> properties) {
    JsonObject told = new JsonObject();
    properties.forEach((name, value) -> told.add(name, json(value)));
    return told;
  }

  private static JsonObject json(Object value) {
    JsonObject told = new JsonObject();
    if (value instanceof Object[] array) {
      JsonArray all = new JsonArray();
      for (Object each : array) {
        all.add(primitive(each));
      }
      told.add("value", all);
    } else {
      told.add("value", primitive(value));
    }
    told.addProperty("type", AttributeType.of(value).name());
    return told;
  }

  private static JsonElement primitive(Object value) {
    if (value instanceof Number number) {
      return new JsonPrimitive(number);
    }
    if (value instanceof Boolean truth) {
      return new JsonPrimitive(truth);
    }
    return new JsonPrimitive(value instanceof Secret ? "placeholder" : value.toString());
  }

  static Map<String, Object> values(JsonObject properties) {
    Map<String, Object> values = new TreeMap<>();
    for (String name : properties.keySet()) {
      JsonObject property = properties.getAsJsonObject(name);
      AttributeType type = AttributeType.named(property.get("type").getAsString());
      JsonElement value = property.get("value");
      values.put(
          name,
          value.isJsonArray() ? array(type, value.getAsJsonArray()) : type.parse(text(value)));
    }
    return values;
  }

  private static Object array(AttributeType type, JsonArray array) {
    List<Object> values = new ArrayList<>();
    array.forEach(each -> values.add(type.parse(text(each))));
    return type.array(values);
  }

  private static String text(JsonElement value) {
    return value.getAsString();
  }
}
