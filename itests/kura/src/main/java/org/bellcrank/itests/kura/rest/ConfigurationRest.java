package org.bellcrank.itests.kura.rest;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.bellcrank.itests.kura.configuration.ConfigurationStore;
import org.bellcrank.itests.kura.configuration.Registered;
import org.bellcrank.itests.kura.configuration.Stored;

/** {@code configuration/v2}; CONF-V2 answers with the same. */
public final class ConfigurationRest {

  private static final String CONFIGURATIONS = "configuration/v2/configurableComponents";
  private static final String FACTORIES = "configuration/v2/factoryComponents";
  private static final String SNAPSHOTS = "configuration/v2/snapshots";
  private static final String PERMISSION = "rest.configuration";

  private final ConfigurationStore store;
  private final Registered registered;

  public ConfigurationRest(ConfigurationStore store, Registered registered) {
    this.store = store;
    this.registered = registered;
  }

  public void offer(RestServer server) {
    on(server, "GET", SNAPSHOTS, body -> snapshots());
    on(server, "POST", SNAPSHOTS + "/byId", this::snapshot);
    on(server, "POST", SNAPSHOTS + "/_write", body -> id(store.snapshot()));
    on(server, "POST", SNAPSHOTS + "/_rollback", body -> id(store.rollback(newest())));
    on(server, "POST", SNAPSHOTS + "/byId/_rollback", body -> id(store.rollback(id(body))));
    on(server, "GET", FACTORIES, body -> pids(store.factories()));
    on(server, "POST", FACTORIES, this::create);
    on(server, "DELETE", FACTORIES + "/byPid", this::delete);
    on(server, "GET", CONFIGURATIONS, body -> pids(registered.pids()));
    on(server, "GET", CONFIGURATIONS + "/configurations", body -> configurations());
    on(server, "POST", CONFIGURATIONS + "/configurations/byPid", this::byPid);
    on(server, "PUT", CONFIGURATIONS + "/configurations/_update", this::update);
  }

  @FunctionalInterface
  private interface Answer {
    JsonElement to(JsonObject body) throws IOException;
  }

  private static void on(RestServer server, String method, String path, Answer answer) {
    server.on(
        method,
        path,
        PERMISSION,
        call -> {
          JsonElement body = call.json();
          try {
            return answer.to(body.isJsonObject() ? body.getAsJsonObject() : new JsonObject());
          } catch (IllegalArgumentException e) {
            throw new Call.Refusal(400, e.getMessage());
          }
        });
  }

  private long newest() throws IOException {
    return store.ids().last();
  }

  public JsonElement snapshots() throws IOException {
    JsonArray ids = new JsonArray();
    store.ids().forEach(ids::add);
    JsonObject told = new JsonObject();
    told.add("ids", ids);
    return told;
  }

  private JsonElement snapshot(JsonObject body) throws IOException {
    return configurations(store.read(id(body)));
  }

  private static long id(JsonObject body) {
    return body.get("id").getAsLong();
  }

  private static JsonElement id(long id) {
    JsonObject told = new JsonObject();
    told.addProperty("id", id);
    return told;
  }

  private static JsonElement pids(Collection<String> pids) {
    JsonArray all = new JsonArray();
    pids.forEach(all::add);
    JsonObject told = new JsonObject();
    told.add("pids", all);
    return told;
  }

  public JsonElement configurations() {
    return configurations(store.all());
  }

  private JsonElement configurations(Collection<Stored> configurations) {
    JsonArray all = new JsonArray();
    configurations.forEach(stored -> all.add(json(stored)));
    JsonObject told = new JsonObject();
    told.add("configs", all);
    return told;
  }

  private static JsonElement json(Stored stored) {
    JsonObject told = new JsonObject();
    told.addProperty("pid", stored.pid());
    if (stored.factoryPid() != null) {
      told.addProperty("factoryPid", stored.factoryPid());
    }
    told.add("properties", Properties.json(stored.properties()));
    return told;
  }

  public JsonElement byPid(JsonObject body) {
    List<Stored> wanted =
        body.getAsJsonArray("pids").asList().stream()
            .map(pid -> store.stored(pid.getAsString()))
            .filter(stored -> stored != null)
            .toList();
    return configurations(wanted);
  }

  private JsonElement create(JsonObject body) throws IOException {
    boolean take = takes(body);
    for (JsonElement each : body.getAsJsonArray("configs")) {
      JsonObject one = each.getAsJsonObject();
      store.create(
          one.get("factoryPid").getAsString(), one.get("pid").getAsString(), values(one), take);
    }
    return null;
  }

  private JsonElement delete(JsonObject body) throws IOException {
    for (JsonElement pid : body.getAsJsonArray("pids")) {
      store.delete(pid.getAsString(), takes(body));
    }
    return null;
  }

  public JsonElement update(JsonObject body) throws IOException {
    for (JsonElement each : body.getAsJsonArray("configs")) {
      JsonObject one = each.getAsJsonObject();
      store.update(one.get("pid").getAsString(), values(one), takes(body));
    }
    return null;
  }

  private static boolean takes(JsonObject body) {
    return body.has("takeSnapshot") && body.get("takeSnapshot").getAsBoolean();
  }

  private static Map<String, Object> values(JsonObject configuration) {
    return configuration.has("properties")
        ? Properties.values(configuration.getAsJsonObject("properties"))
        : Map.of();
  }
}
