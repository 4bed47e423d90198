package org.bellcrank.source.mqtt.testing;

import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.Optional;
import org.bellcrank.itests.peers.NodePeer;
import org.bellcrank.keys.testing.Authority;
import org.bellcrank.keys.testing.OpenCabinet;
import org.junit.jupiter.api.Assumptions;

/**
 * A double of an IoT platform's device side, which refuses what its maker's pages say is refused.
 * Another maker's MQTT parser stands under it; the platform itself was never asked.
 */
public final class IotPlatform implements AutoCloseable {

  public static final String DEVICE = "gate-7";

  /** The device's key, or its token where the platform has such. */
  public static final String SECRET = "bm90IGEgc2VjcmV0LCBidXQgYXMgbG9uZyBhcyBvbmU=";

  public static final String STORE = "SSLKeystore";

  private static final Path SCRIPT = Path.of("../source-mqtt/src/test/resources/iot-platform.js");

  private final NodePeer peer;
  private final OpenCabinet cabinet;
  private final String uri;

  private IotPlatform(NodePeer peer, OpenCabinet cabinet, String uri) {
    this.peer = peer;
    this.cabinet = cabinet;
    this.uri = uri;
  }

  /** Keys of both sides, made once: that takes seconds. */
  public record Papers(Path authority, Path chain, Path key, KeyStore device) {

    public static Papers in(Path folder) throws Exception {
      Authority authority = new Authority(folder, "platform");
      Authority.Signed own = authority.sign("platform");
      KeyStore keys = authority.trust();
      Authority.put(keys, "gateway", authority.sign(DEVICE));
      return new Papers(
          authority.pem(),
          authority.chainPem("platform-chain.pem", own),
          authority.keyPem("platform.key", own),
          keys);
    }
  }

  /**
   * One of {@code azure}, {@code aws}, {@code aws443} and {@code thingsboard}; skips the test
   * without node.
   */
  public static IotPlatform start(String kind, Papers papers) throws Exception {
    Optional<NodePeer> other =
        NodePeer.start(
            SCRIPT,
            "port",
            kind,
            DEVICE,
            SECRET,
            papers.authority.toString(),
            papers.chain.toString(),
            papers.key.toString());
    Assumptions.assumeTrue(other.isPresent(), "mqtt-packet from npm");
    NodePeer peer = other.get();
    String scheme = kind.equals("thingsboard") ? "tcp" : "ssl";
    String port = peer.await("port").substring("port ".length());
    return new IotPlatform(
        peer, new OpenCabinet().put(STORE, papers.device), scheme + "://127.0.0.1:" + port);
  }

  public String uri() {
    return uri;
  }

  /** Believes the platform and has the device's key under {@code gateway}. */
  public OpenCabinet cabinet() {
    return cabinet;
  }

  public List<String> said() {
    return peer.said();
  }

  public String await(String start, int after) throws Exception {
    return peer.await(start, after);
  }

  /** Sends a message to the device and waits until it was acknowledged. */
  public void tell(String message) throws Exception {
    peer.say(message, "acknowledged");
  }

  @Override
  public void close() {
    peer.close();
  }
}
