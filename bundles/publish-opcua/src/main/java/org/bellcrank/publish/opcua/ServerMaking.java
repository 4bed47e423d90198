package org.bellcrank.publish.opcua;

import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.bellcrank.driver.opcua.security.Identity;
import org.bellcrank.driver.opcua.security.TrustFolder;
import org.bellcrank.keys.HeldKey;
import org.bellcrank.keys.KeyChoice;
import org.bellcrank.keys.MissingKeysException;
import org.eclipse.milo.opcua.sdk.server.EndpointConfig;
import org.eclipse.milo.opcua.sdk.server.OpcUaServer;
import org.eclipse.milo.opcua.sdk.server.OpcUaServerConfig;
import org.eclipse.milo.opcua.stack.core.security.DefaultCertificateManager;
import org.eclipse.milo.opcua.stack.core.security.MemoryCertificateQuarantine;
import org.eclipse.milo.opcua.stack.core.security.SecurityPolicy;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.enumerated.MessageSecurityMode;
import org.eclipse.milo.opcua.stack.core.types.structured.BuildInfo;
import org.eclipse.milo.opcua.stack.transport.server.tcp.OpcTcpServerTransport;
import org.eclipse.milo.opcua.stack.transport.server.tcp.OpcTcpServerTransportConfig;

/** Makes a server of the library as a plan says; nothing listens yet. */
final class ServerMaking {

  static final String PATH = "/bellcrank";

  private static final String PRODUCT = "urn:bellcrank:gateway";

  private final Plan plan;
  private final KeyChoice keys;
  private final Supplier<String> password;
  private volatile Identity shown;

  ServerMaking(Plan plan, KeyChoice keys, Supplier<String> password) {
    this.plan = plan;
    this.keys = keys;
    this.password = password;
  }

  OpcUaServer server() throws IOException, MissingKeysException {
    Identity own = own();
    shown = own;
    TrustFolder clients = trust(TrustFolder.Side.CLIENT, plan.folder());
    TrustFolder people = trust(TrustFolder.Side.USER, plan.folder().resolve("users"));
    Users users = new Users(plan, password, people);
    OpcUaServerConfig config =
        OpcUaServerConfig.builder()
            .setApplicationName(LocalizedText.english("Bellcrank gateway"))
            .setApplicationUri(own.applicationUri())
            .setProductUri(PRODUCT)
            .setBuildInfo(
                new BuildInfo(PRODUCT, "Bellcrank", "Bellcrank gateway", "", "", DateTime.now()))
            .setEndpoints(endpoints(own.chain().get(0), users))
            .setCertificateManager(
                new DefaultCertificateManager(
                    new MemoryCertificateQuarantine(), new OwnCertificates(own, clients)))
            .setIdentityValidator(users.validator())
            .setLimits(new Limits())
            .build();
    return new OpcUaServer(
        config,
        profile -> new OpcTcpServerTransport(OpcTcpServerTransportConfig.newBuilder().build()));
  }

  /** What the server shows, or showed last; empty before it was made. */
  Optional<X509Certificate> shown() {
    return Optional.ofNullable(shown).map(own -> own.chain().get(0));
  }

  private static TrustFolder trust(TrustFolder.Side side, Path folder) {
    return new TrustFolder(side, "OPC UA publisher", folder);
  }

  private Identity own() throws IOException, MissingKeysException {
    if (keys.none() || plan.keyAlias().isEmpty()) {
      return Identity.in(plan.folder(), plan.names());
    }
    HeldKey held = keys.held(plan.keyAlias());
    return new Identity(held.key(), held.chain());
  }

  private Set<EndpointConfig> endpoints(X509Certificate own, Users users) {
    Set<EndpointConfig> all = new LinkedHashSet<>();
    for (String host : plan.names()) {
      for (SecurityPolicy policy : plan.policies()) {
        for (MessageSecurityMode mode : modes(policy)) {
          all.add(
              endpoint(host, own, PATH)
                  .setSecurityPolicy(policy)
                  .setSecurityMode(mode)
                  .addTokenPolicies(users.policies(policy))
                  .build());
        }
      }
      // Where a client may ask, without protection, which endpoints there are, and nothing else.
      all.add(
          endpoint(host, own, PATH + "/discovery")
              .setSecurityPolicy(SecurityPolicy.None)
              .setSecurityMode(MessageSecurityMode.None)
              .build());
    }
    return all;
  }

  private List<MessageSecurityMode> modes(SecurityPolicy policy) {
    return policy == SecurityPolicy.None
        ? List.of(MessageSecurityMode.None)
        : new ArrayList<>(plan.modes());
  }

  private EndpointConfig.Builder endpoint(String host, X509Certificate own, String path) {
    return EndpointConfig.newBuilder()
        .setBindAddress(plan.bind())
        .setBindPort(plan.port())
        .setHostname(Plan.inUrl(host))
        .setPath(path)
        .setCertificate(own);
  }
}
