package org.bellcrank.itests.kura;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;

/** Values of a configuration, as REST wants them. */
final class Properties {

  private final JsonObject all = new JsonObject();

  Properties text(String name, String value) {
    return put(name, "STRING", new JsonPrimitive(value));
  }

  Properties whole(String name, int value) {
    return put(name, "INTEGER", new JsonPrimitive(value));
  }

  Properties secret(String name, String value) {
    return put(name, "PASSWORD", new JsonPrimitive(value));
  }

  Properties texts(String name, String... values) {
    JsonArray array = new JsonArray();
    for (String value : values) {
      array.add(value);
    }
    return put(name, "STRING", array);
  }

  private Properties put(String name, String type, JsonElement value) {
    JsonObject property = new JsonObject();
    property.addProperty("type", type);
    property.add("value", value);
    all.add(name, property);
    return this;
  }

  /** The request for one component. */
  JsonObject of(String factoryPid, String pid) {
    JsonObject one = new JsonObject();
    one.addProperty("pid", pid);
    if (factoryPid != null) {
      one.addProperty("factoryPid", factoryPid);
    }
    one.add("properties", all);
    JsonArray configurations = new JsonArray();
    configurations.add(one);
    JsonObject body = new JsonObject();
    body.add("configs", configurations);
    body.addProperty("takeSnapshot", true);
    return body;
  }
}
