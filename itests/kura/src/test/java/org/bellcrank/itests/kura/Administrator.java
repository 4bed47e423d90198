package org.bellcrank.itests.kura;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What an administrator does with a gateway, over REST. */
final class Administrator {

  static final Duration PATIENCE = Duration.ofSeconds(90);

  private final RestClient rest;

  private Administrator(RestClient rest) {
    this.rest = rest;
  }

  static Administrator of(Gate gate) {
    return new Administrator(
        Wait.until(
            "a session",
            PATIENCE,
            () -> RestClient.login(gate.rest(), gate.user(), gate.password()),
            session -> true));
  }

  RestClient rest() {
    return rest;
  }

  /** Uploads; the gateway's answer comes before its work. */
  void upload(Path file) throws IOException {
    rest.upload(file).json();
  }

  void uninstall(String name) throws IOException {
    rest.delete("deploy/v2/" + name, null).json();
  }

  /** Versions of the installed packages. */
  Map<String, String> packages() throws IOException {
    Map<String, String> versions = new TreeMap<>();
    for (JsonElement each : inventory()) {
      versions.put(text(each, "name"), text(each, "version"));
    }
    return versions;
  }

  /** States of a package's bundles, by symbolic name. */
  Map<String, String> bundles(String name) throws IOException {
    Map<String, String> states = new TreeMap<>();
    for (JsonElement each : inventory()) {
      if (name.equals(text(each, "name"))) {
        for (JsonElement bundle : each.getAsJsonObject().getAsJsonArray("bundles")) {
          states.put(text(bundle, "name"), text(bundle, "state"));
        }
      }
    }
    return states;
  }

  private JsonArray inventory() throws IOException {
    return rest.get("inventory/v1/deploymentPackages")
        .json()
        .getAsJsonObject()
        .getAsJsonArray("deploymentPackages");
  }

  private static String text(JsonElement object, String name) {
    return object.getAsJsonObject().get(name).getAsString();
  }

  /** Waits until a package is listed in that version and all its bundles run. */
  void awaitUp(String name, String version) {
    Wait.until(
        name + " " + version + " with every bundle active",
        PATIENCE,
        () -> packages().getOrDefault(name, "none") + " " + withoutFragments(expectedUp(name)),
        told ->
            told.startsWith(version + " ")
                && !told.contains("=INSTALLED")
                && !told.contains("=RESOLVED")
                && !told.contains("=START"));
  }

  /** Natives are fragments of another package's bundle: resolved with it is all they can be. */
  private static Map<String, String> withoutFragments(Map<String, String> states) {
    Map<String, String> others = new TreeMap<>(states);
    others
        .entrySet()
        .removeIf(
            each ->
                each.getKey().matches(".*\\.lib-.*-(x86_64|aarch64)")
                    && each.getValue().equals("RESOLVED"));
    return others;
  }

  /** Without those that serve REST of another kind than this gateway's: health calls them idle. */
  private Map<String, String> expectedUp(String name) throws IOException {
    Map<String, String> states = new TreeMap<>(bundles(name));
    states
        .keySet()
        .removeAll(
            Set.of(
                "org.bellcrank.rest-javax",
                "org.bellcrank.rest-jakarta",
                "org.bellcrank.health-kura"));
    return states;
  }

  void awaitGone(String name) {
    Wait.until(name + " gone", PATIENCE, () -> !packages().containsKey(name));
  }

  /** Components that are there and can be configured. */
  Set<String> components() throws IOException {
    Set<String> pids = new TreeSet<>();
    rest.get("configuration/v2/configurableComponents")
        .json()
        .getAsJsonObject()
        .getAsJsonArray("pids")
        .forEach(pid -> pids.add(pid.getAsString()));
    return pids;
  }

  void awaitComponents(String... pids) {
    Set<String> wanted = Set.of(pids);
    Wait.until(
        "components " + wanted, PATIENCE, this::components, there -> there.containsAll(wanted));
  }

  /** The properties of a component: name to {type, value}. */
  JsonObject properties(String pid) throws IOException {
    JsonObject asked = new JsonObject();
    JsonArray pids = new JsonArray();
    pids.add(pid);
    asked.add("pids", pids);
    JsonArray found =
        rest.post("configuration/v2/configurableComponents/configurations/byPid", asked)
            .json()
            .getAsJsonObject()
            .getAsJsonArray("configs");
    return found.get(0).getAsJsonObject().getAsJsonObject("properties");
  }

  /** Makes an instance of a factory and takes a snapshot. */
  void create(String factoryPid, String pid, Properties properties) throws IOException {
    rest.post("configuration/v2/factoryComponents", properties.of(factoryPid, pid)).json();
  }

  /** Changes values and takes a snapshot; returns the HTTP status. */
  int update(String pid, Properties properties) throws IOException {
    return rest.put(
            "configuration/v2/configurableComponents/configurations/_update",
            properties.of(null, pid))
        .status();
  }
}
