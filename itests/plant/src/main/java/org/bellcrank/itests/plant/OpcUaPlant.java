package org.bellcrank.itests.plant;

import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.ushort;

import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.bellcrank.stream.Sample;
import org.eclipse.milo.opcua.sdk.server.EndpointConfig;
import org.eclipse.milo.opcua.sdk.server.OpcUaServer;
import org.eclipse.milo.opcua.sdk.server.OpcUaServerConfig;
import org.eclipse.milo.opcua.sdk.server.identity.AnonymousIdentityValidator;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.security.DefaultCertificateManager;
import org.eclipse.milo.opcua.stack.core.security.MemoryCertificateQuarantine;
import org.eclipse.milo.opcua.stack.core.security.SecurityPolicy;
import org.eclipse.milo.opcua.stack.core.transport.TransportProfile;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.eclipse.milo.opcua.stack.core.types.enumerated.MessageSecurityMode;
import org.eclipse.milo.opcua.stack.transport.server.tcp.OpcTcpServerTransport;
import org.eclipse.milo.opcua.stack.transport.server.tcp.OpcTcpServerTransportConfig;

/**
 * The plant's machines as one OPC UA server. Below Objects each machine is a folder named by its
 * asset; each channel that is no waveform is a variable with the node id {@code
 * nsu=urn:bellcrank:plant;s=<asset>/<channel>}: a Double for values, a UInt16 for counters and
 * states. A value has a property {@code unit}, a text in UCUM. Source times are the plant's, not
 * ours. Without security, for loopback and tests; nothing can be written.
 */
public final class OpcUaPlant implements AutoCloseable {

  /** The namespace of its nodes. */
  public static final String NAMESPACE = "urn:bellcrank:plant";

  private static final long PATIENCE_SECONDS = 30;

  private final OpcUaServer server;
  private final OpcUaMachines machines;
  private final String url;

  private OpcUaPlant(OpcUaServer server, OpcUaMachines machines, String url) {
    this.server = server;
    this.machines = machines;
    this.url = url;
  }

  /**
   * Opens the port.
   *
   * @param port 1 to 65535, free
   */
  public static OpcUaPlant start(Plant plant, PlantClock clock, String address, int port)
      throws ExecutionException, InterruptedException {
    EndpointConfig endpoint =
        EndpointConfig.newBuilder()
            .setTransportProfile(TransportProfile.TCP_UASC_UABINARY)
            .setBindAddress(address)
            .setBindPort(port)
            .setHostname(address)
            .setPath("/plant")
            .setSecurityPolicy(SecurityPolicy.None)
            .setSecurityMode(MessageSecurityMode.None)
            .addTokenPolicy(OpcUaServerConfig.USER_TOKEN_POLICY_ANONYMOUS)
            .build();
    OpcUaServerConfig config =
        OpcUaServerConfig.builder()
            .setApplicationName(LocalizedText.english("Bellcrank plant"))
            .setApplicationUri(NAMESPACE + ":server")
            .setProductUri(NAMESPACE)
            .setEndpoints(Set.of(endpoint))
            .setIdentityValidator(AnonymousIdentityValidator.INSTANCE)
            .setCertificateManager(new DefaultCertificateManager(new MemoryCertificateQuarantine()))
            .build();
    OpcUaServer server =
        new OpcUaServer(
            config,
            profile -> new OpcTcpServerTransport(OpcTcpServerTransportConfig.newBuilder().build()));
    OpcUaMachines machines = new OpcUaMachines(server, plant, clock);
    machines.startup();
    server.startup().get();
    return new OpcUaPlant(server, machines, "opc.tcp://%s:%d/plant".formatted(address, port));
  }

  /** Where it listens. */
  public String url() {
    return url;
  }

  /** As it is told: with the plant's time, and Bad or Uncertain where the sample says so. */
  static DataValue told(Channel channel, Sample sample) {
    Variant value =
        channel.kind() == Channel.Kind.VALUE
            ? Variant.ofDouble(sample.value())
            : Variant.ofUInt16(ushort((int) sample.value()));
    long status =
        switch (sample.quality()) {
          case GOOD -> StatusCodes.Good;
          case UNCERTAIN -> StatusCodes.Uncertain_SensorNotAccurate;
          case BAD -> StatusCodes.Bad_SensorFailure;
        };
    DateTime at = new DateTime(sample.at());
    return new DataValue(value, new StatusCode(status), at, DateTime.now());
  }

  @Override
  public void close() {
    try {
      machines.shutdown();
      server.shutdown().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("OPC UA server of the plant did not stop", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
