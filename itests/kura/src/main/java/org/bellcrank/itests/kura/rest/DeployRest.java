package org.bellcrank.itests.kura.rest;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bellcrank.itests.kura.deployment.BundleState;
import org.bellcrank.itests.kura.deployment.Downloads;
import org.bellcrank.itests.kura.deployment.Packages;

/** {@code deploy/v2} and {@code inventory/v1}. */
public final class DeployRest {

  private static final JsonElement RECEIVED = new JsonPrimitive("REQUEST_RECEIVED");

  private final Packages packages;
  private final Path temporary;

  /**
   * @param temporary where uploads lie until they are installed; must exist
   */
  public DeployRest(Packages packages, Path temporary) {
    this.packages = packages;
    this.temporary = temporary;
  }

  public void offer(RestServer server) {
    server.on("GET", "deploy/v2", "rest.deploy", call -> packages());
    server.on("POST", "deploy/v2/_upload", "rest.deploy", this::upload);
    server.on("POST", "deploy/v2/_install", "rest.deploy", this::install);
    server.on("DELETE", "deploy/v2", "rest.deploy", this::uninstall);
    server.on("GET", "inventory/v1/deploymentPackages", "rest.inventory", call -> inventory());
    server.on("GET", "inventory/v1/bundles", "rest.inventory", call -> bundles());
  }

  private JsonElement upload(Call call) throws IOException, Call.Refusal {
    Path file = Files.createTempFile(temporary, "upload", ".dp");
    boolean whole = false;
    try {
      Multipart.write(call.exchange(), file);
      whole = true;
    } finally {
      if (!whole) {
        Files.delete(file);
      }
    }
    packages.install(file);
    return RECEIVED;
  }

  private JsonElement install(Call call) throws IOException, Call.Refusal {
    JsonObject given = call.json().getAsJsonObject();
    if (!given.has("url")) {
      throw new Call.Refusal(400, "url is missing");
    }
    Path file = Files.createTempFile(temporary, "download", ".dp");
    try {
      Downloads.fetch(given.get("url").getAsString(), file, bytes -> {});
    } catch (IOException e) {
      Files.delete(file);
      throw e;
    }
    packages.install(file);
    return RECEIVED;
  }

  private JsonElement uninstall(Call call) {
    packages.uninstall(call.rest());
    return RECEIVED;
  }

  private JsonElement packages() {
    JsonArray all = new JsonArray();
    for (Packages.Installed each : packages.all()) {
      JsonObject told = new JsonObject();
      told.addProperty("name", each.name());
      told.addProperty("version", each.version());
      told.add("bundles", bundles(each.bundles()));
      all.add(told);
    }
    return all;
  }

  /** As REST and INVENTORY-V1 tell it. */
  public JsonElement inventory() {
    JsonObject told = new JsonObject();
    told.add("deploymentPackages", packages());
    return told;
  }

  /** As REST and INVENTORY-V1 tell it. */
  public JsonElement bundles() {
    JsonObject told = new JsonObject();
    told.add("bundles", bundles(packages.bundles()));
    return told;
  }

  private static JsonArray bundles(List<BundleState> bundles) {
    JsonArray all = new JsonArray();
    for (BundleState bundle : bundles) {
      JsonObject told = new JsonObject();
      told.addProperty("id", bundle.id());
      told.addProperty("name", bundle.name());
      told.addProperty("version", bundle.version());
      told.addProperty("state", bundle.state());
      told.addProperty("signed", false);
      all.add(told);
    }
    return all;
  }
}
