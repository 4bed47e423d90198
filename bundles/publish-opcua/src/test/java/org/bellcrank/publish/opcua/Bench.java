package org.bellcrank.publish.opcua;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.bellcrank.driver.opcua.security.Identity;
import org.bellcrank.itests.peers.NodePeer;
import org.bellcrank.journal.LayerPlan;
import org.junit.jupiter.api.Assumptions;

/** A publisher over a plant, and a client of another maker's stack that looks at it. */
final class Bench implements AutoCloseable {

  static final String USER = "\"user\":\"scada\",\"password\":\"gearbox-7\"";

  final Path folder;
  final Plant plant;
  final int port;
  private final Map<String, Object> settings = new HashMap<>();
  private OpcUaPublisher publisher;
  private NodePeer client;
  private Identity application;

  Bench(Path folder, Object... given) throws Exception {
    this.folder = folder;
    plant = new Plant(folder.resolve("data"));
    port = free();
    settings.putAll(
        Map.of("port", port, "user", "scada", "password", "gearbox-7", "allow.none", false));
    for (int i = 0; i < given.length; i += 2) {
      settings.put((String) given[i], given[i + 1]);
    }
  }

  /** As above, and it listens. */
  static Bench up(Path folder, Object... given) throws Exception {
    Bench bench = new Bench(folder, given);
    bench.start();
    return bench;
  }

  private static int free() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  void start() throws Exception {
    begin();
    until(() -> publisher.publishing().isUp());
  }

  void begin() {
    publisher =
        new OpcUaPublisher(
            plant.store(),
            Clock.systemUTC(),
            Settings.of(settings),
            settings,
            folder.resolve("opcua"),
            200);
    publisher.setLayerBook(() -> Optional.of(LayerPlan.DEFAULT));
  }

  void stop() throws Exception {
    publisher.stop();
    assertThat(publisher.publishing().ended(30_000)).isTrue();
  }

  OpcUaPublisher publisher() {
    return publisher;
  }

  /** Starts the client, which the server believes already. */
  NodePeer trusted() throws Exception {
    NodePeer peer = client();
    believe(folder.resolve("client"), "client.der");
    return peer;
  }

  void believe(Path whose, String name) throws IOException {
    Path trusted = Files.createDirectories(folder.resolve("opcua/trusted"));
    Files.copy(whose.resolve("own/certificate.der"), trusted.resolve(name));
  }

  NodePeer client() throws Exception {
    Path home = Files.createDirectories(folder.resolve("client"));
    application = Identity.in(home);
    pem(application, home, "cert.pem", "key.pem");
    Optional<NodePeer> peer =
        NodePeer.start(
            Path.of("src/test/resources/client.js"),
            "ready",
            "opc.tcp://127.0.0.1:" + port + "/bellcrank",
            home.toString());
    Assumptions.assumeTrue(peer.isPresent(), "a client from npm");
    client = peer.get();
    return client;
  }

  static void pem(Identity identity, Path folder, String certificate, String key) throws Exception {
    Files.writeString(
        folder.resolve(certificate), pem("CERTIFICATE", identity.chain().get(0).getEncoded()));
    Files.writeString(folder.resolve(key), pem("PRIVATE KEY", identity.key().getEncoded()));
  }

  private static String pem(String what, byte[] content) {
    String text =
        Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(content);
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(what, text, what);
  }

  /** Connects with some options as JSON. */
  String connect(String options) throws Exception {
    String uri = "\"uri\":\"" + application.applicationUri() + "\"";
    return either("connect {" + uri + (options.isEmpty() ? "" : "," + options) + "}");
  }

  private String either(String command) throws Exception {
    int before = client.said().size();
    client.say(command, "");
    until(() -> client.said().stream().skip(before).anyMatch(Bench::isAnswer));
    return client.said().stream().skip(before).filter(Bench::isAnswer).findFirst().orElseThrow();
  }

  private static boolean isAnswer(String line) {
    return line.matches("(connected|refused|failed).*");
  }

  String ask(String command, String answer) throws Exception {
    return client.say(command, answer).substring(answer.length()).strip();
  }

  /** The value of a node of ours, with its status. */
  String read(String node) throws Exception {
    return ask("read " + id(node), "value ");
  }

  /** Our namespace is the second after the standard's and the server's own. */
  static String id(String node) {
    return "ns=2;s=" + node;
  }

  List<Path> rejected() throws IOException {
    Path rejected = folder.resolve("opcua/rejected");
    if (!Files.isDirectory(rejected)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(rejected)) {
      return files.toList();
    }
  }

  static void until(BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + 60_000_000_000L;
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("in a minute").isLessThan(deadline);
      Thread.sleep(20);
    }
  }

  @Override
  public void close() throws Exception {
    if (client != null) {
      client.close();
    }
    stop();
    plant.close();
  }
}
