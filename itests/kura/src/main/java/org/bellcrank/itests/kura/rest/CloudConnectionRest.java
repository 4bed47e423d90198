package org.bellcrank.itests.kura.rest;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.util.Map;
import org.bellcrank.itests.kura.configuration.ConfigurationStore;

/** Of {@code cloudconnection/v1} how publishers and subscribers are made. */
public final class CloudConnectionRest {

  private final ConfigurationStore store;

  public CloudConnectionRest(ConfigurationStore store) {
    this.store = store;
  }

  public void offer(RestServer server) {
    server.on("POST", "cloudconnection/v1/pubSub", "rest.cloudconnection", this::create);
  }

  private JsonElement create(Call call) throws IOException, Call.Refusal {
    JsonObject given = call.json().getAsJsonObject();
    for (String name : new String[] {"pid", "factoryPid", "cloudEndpointPid"}) {
      if (!given.has(name)) {
        throw new Call.Refusal(400, name + " is missing");
      }
    }
    store.create(
        given.get("factoryPid").getAsString(),
        given.get("pid").getAsString(),
        Map.of("cloud.endpoint.service.pid", given.get("cloudEndpointPid").getAsString()),
        true);
    return null;
  }
}
