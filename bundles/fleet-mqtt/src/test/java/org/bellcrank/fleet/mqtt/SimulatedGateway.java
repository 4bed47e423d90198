package org.bellcrank.fleet.mqtt;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;
import java.util.jar.JarInputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * What a gateway with Kura and Bellcrank does when it is spoken to, as far as the fleet sees it.
 */
final class SimulatedGateway {

  /**
   * How gateways behave.
   *
   * @param ill whether the gateway of this number is ill with version 2 of anything
   * @param installMillis how long installing takes
   */
  record Nature(IntPredicate ill, IntPredicate brokenStart, int installMillis) {}

  /** Where a gateway's words go. */
  interface Mouth {
    void say(SimulatedGateway who, String topic, byte[] payload);
  }

  private static final String IDLE = "{\"name\":\"org.pack.b\",\"state\":\"IDLE\"}";

  private final String id;
  private final int number;
  private final Nature nature;
  private final ScheduledExecutorService threads;
  private final Mouth mouth;

  final AtomicInteger installs = new AtomicInteger();
  final AtomicInteger activations = new AtomicInteger();
  volatile String version = "1.0.0";
  volatile boolean mute;

  /** Whether it puts the earlier version back by itself, as our health does. */
  volatile boolean putsBack;

  /** A bundle that is down by design; the gateway says so. */
  volatile boolean idle;

  private volatile boolean busy;
  private final Map<String, byte[]> kept = new TreeMap<>();
  private final Deque<String> inForce = new ArrayDeque<>(List.of("documents-1"));

  SimulatedGateway(
      String id, int number, Nature nature, ScheduledExecutorService threads, Mouth mouth) {
    this.id = id;
    this.number = number;
    this.nature = nature;
    this.threads = threads;
    this.mouth = mouth;
    kept.put("documents-1", new byte[0]);
  }

  String id() {
    return id;
  }

  synchronized String documents() {
    return inForce.peek();
  }

  void born() {
    SimulatedMessage birth =
        new SimulatedMessage()
            .metric("display_name", "Gateway " + number)
            .metric("kura_version", "KURA_5.6.0")
            .metric("application_ids", "DEPLOY-V2,INVENTORY-V1,BELLCRANK-V1")
            .metric("available_processors", "4")
            .metric("uptime", "1234567");
    mouth.say(this, "$EDC/%s/%s/MQTT/BIRTH".formatted(SimulatedFleet.ACCOUNT, id), birth.bytes());
  }

  void heard(String application, String verb, String resource, byte[] wire) throws IOException {
    SimulatedMessage request = SimulatedMessage.parse(wire);
    String requester = (String) request.metrics.get("requester.client.id");
    String number = (String) request.metrics.get("request.id");
    if (requester == null || number == null) {
      return;
    }
    SimulatedMessage reply =
        switch (application + " " + verb + " " + resource) {
          case "INVENTORY-V1 GET deploymentPackages" -> text(inventory());
          case "DEPLOY-V2 GET download" ->
              ok().metric("dp.download.status", busy ? "IN_PROGRESS" : "COMPLETED");
          case "DEPLOY-V2 EXEC download" -> download(request, requester);
          case "DEPLOY-V2 EXEC uninstall" -> uninstall();
          case "BELLCRANK-V1 GET health" -> mute ? null : text(health());
          case "BELLCRANK-V1 GET versions" ->
              text(
                  "{\"packages\":[{\"name\":\"pack\",\"version\":\"%s\"}],\"documents\":\"%s\",\"models\":[],\"bundles\":[%s]}"
                      .formatted(version, documents(), idle ? IDLE : ""));
          case "BELLCRANK-V1 GET documents" -> text(documentVersions());
          case "BELLCRANK-V1 PUT documents" -> put(request);
          case "BELLCRANK-V1 EXEC activate" -> activate((String) request.metrics.get("version"));
          case "BELLCRANK-V1 EXEC rollback" -> rollback((String) request.metrics.get("from"));
          default -> null;
        };
    if (reply != null) {
      mouth.say(
          this,
          "$EDC/%s/%s/%s/REPLY/%s"
              .formatted(SimulatedFleet.ACCOUNT, requester, application, number),
          reply.bytes());
    }
  }

  private static SimulatedMessage ok() {
    return new SimulatedMessage().metric("response.code", 200);
  }

  private static SimulatedMessage text(String json) {
    SimulatedMessage reply = ok();
    reply.body = json.getBytes(StandardCharsets.UTF_8);
    return reply;
  }

  private static SimulatedMessage refused(int code, String why) {
    return new SimulatedMessage()
        .metric("response.code", code)
        .metric("response.exception.message", why);
  }

  private boolean ill() {
    return nature.ill().test(number) && (version.startsWith("2") || documents().contains("2-"));
  }

  private String inventory() {
    if (version.isEmpty()) {
      return "{\"deploymentPackages\":[]}";
    }
    boolean broken = nature.brokenStart().test(number) && version.startsWith("2");
    return """
        {"deploymentPackages":[{"name":"pack","version":"%s","signed":false,"bundles":[
          {"name":"org.pack.a","version":"1.0","id":70,"state":"ACTIVE","signed":false},
          {"name":"org.pack.b","version":"1.0","id":71,"state":"%s","signed":false}]}]}"""
        .formatted(version, broken || idle ? "INSTALLED" : "ACTIVE");
  }

  private String health() {
    return ill()
        ? "{\"state\":\"failed\",\"causes\":[{\"bundle\":\"org.pack.b\",\"reason\":\"no camera\"}]}"
        : "{\"state\":\"ok\",\"causes\":[]}";
  }

  private synchronized String documentVersions() {
    List<String> versions = new ArrayList<>();
    kept.keySet()
        .forEach(each -> versions.add("{\"id\":\"%s\",\"activatedAt\":null}".formatted(each)));
    return "{\"active\":\"%s\",\"versions\":[%s]}"
        .formatted(inForce.peek(), String.join(",", versions));
  }

  private synchronized SimulatedMessage put(SimulatedMessage request) throws IOException {
    boolean valid = false;
    String found = "";
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(request.body))) {
      for (ZipEntry each = zip.getNextEntry(); each != null; each = zip.getNextEntry()) {
        String text = new String(zip.readAllBytes(), StandardCharsets.UTF_8);
        valid |= each.getName().equals("rules.yaml") && !text.contains("nonsense");
        found += text.strip();
      }
    }
    if (!valid) {
      return refused(400, "rules.yaml:1:1: given nonsense, allowed rules");
    }
    String name = "documents-" + found.replaceAll("[^0-9]", "") + "-";
    if (!Boolean.TRUE.equals(request.metrics.get("dry.run"))) {
      kept.put(name, request.body);
    }
    return text("{\"version\":\"%s\"}".formatted(name));
  }

  private synchronized SimulatedMessage activate(String wanted) {
    if (!kept.containsKey(wanted)) {
      return refused(404, "given version " + wanted + ", which is not here");
    }
    if (!wanted.equals(inForce.peek())) {
      inForce.push(wanted);
      activations.incrementAndGet();
    }
    return text("{\"active\":\"%s\"}".formatted(wanted));
  }

  private synchronized SimulatedMessage rollback(String from) {
    if (from == null || from.equals(inForce.peek())) {
      if (inForce.size() < 2) {
        return refused(400, "there is nothing to go back to");
      }
      inForce.pop();
    }
    return text("{\"active\":\"%s\"}".formatted(inForce.peek()));
  }

  private SimulatedMessage uninstall() {
    version = "";
    return ok();
  }

  private synchronized SimulatedMessage download(SimulatedMessage request, String requester) {
    if (!(request.metrics.get("job.id") instanceof Long)
        || !(request.metrics.get("dp.install.system.update") instanceof Boolean)
        || !"HTTP".equals(request.metrics.get("dp.download.protocol"))) {
      return refused(400, "malformed download request");
    }
    if (busy) {
      return new SimulatedMessage()
          .metric("response.code", 500)
          .metric("dp.download.status", "IN_PROGRESS");
    }
    busy = true;
    installs.incrementAndGet();
    threads.execute(() -> load(request, requester));
    return ok();
  }

  private void load(SimulatedMessage request, String requester) {
    try (var in = URI.create((String) request.metrics.get("dp.uri")).toURL().openStream()) {
      byte[] file = in.readAllBytes();
      notify(request, requester, "download", "IN_PROGRESS", 50, "");
      String hash =
          "SHA1:" + HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(file));
      if (!hash.equals(request.metrics.get("dp.download.hash"))) {
        notify(request, requester, "download", "FAILED", 50, "wrong hash");
        busy = false;
        return;
      }
      Manifest manifest = new JarInputStream(new ByteArrayInputStream(file)).getManifest();
      String found = manifest.getMainAttributes().getValue("DeploymentPackage-Version");
      notify(request, requester, "download", "COMPLETED", 100, "");
      threads.schedule(
          () -> {
            String before = version;
            version = found;
            busy = false;
            notify(request, requester, "install", "COMPLETED", 100, "");
            born();
            if (putsBack && ill()) {
              threads.schedule(
                  () -> version = before, nature.installMillis(), TimeUnit.MILLISECONDS);
            }
          },
          nature.installMillis(),
          TimeUnit.MILLISECONDS);
    } catch (IOException | java.security.GeneralSecurityException e) {
      busy = false;
      notify(request, requester, "download", "FAILED", 0, e.toString());
    }
  }

  private void notify(
      SimulatedMessage request,
      String requester,
      String phase,
      String status,
      int percent,
      String error) {
    SimulatedMessage notice =
        new SimulatedMessage()
            .metric("client.id", id)
            .metric("job.id", request.metrics.get("job.id"))
            .metric("dp." + phase + ".status", status)
            .metric("dp." + phase + ".progress", percent);
    if (!error.isEmpty()) {
      notice.metric("dp." + phase + ".error.message", error);
    }
    mouth.say(
        this,
        "$EDC/%s/%s/DEPLOY-V2/NOTIFY/%s/%s".formatted(SimulatedFleet.ACCOUNT, requester, id, phase),
        notice.bytes());
  }
}
