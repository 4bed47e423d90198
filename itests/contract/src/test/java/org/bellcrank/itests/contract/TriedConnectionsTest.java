package org.bellcrank.itests.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bellcrank.delivery.ConnectionTest.Stage;
import org.bellcrank.delivery.ConnectionTest.Tested;
import org.bellcrank.delivery.Trouble;
import org.bellcrank.itests.doubles.BookedOrder;
import org.bellcrank.itests.doubles.Counterpart;
import org.bellcrank.itests.doubles.DoubleOptions;
import org.bellcrank.itests.doubles.Fault;
import org.bellcrank.itests.doubles.FaultKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a test of the connection says of real routes to doubles, and to what is none. */
@Timeout(120)
class TriedConnectionsTest {

  private static final String PAGE =
      "<!DOCTYPE html><html><head><title>Plant portal</title></head></html>";

  @TempDir Path folder;

  @Test
  void eachConnectorReachesItsDoubleAndLeavesNothingThere() throws Exception {
    DoubleOptions options = DoubleOptions.free();
    List<Plant> plants =
        List.of(
            new AtlasPlant(options),
            new CustomRestPlant(options),
            new Dynamics365Plant(options),
            new FiixPlant(options),
            new InforEamPlant(options),
            new MaximoPlant(options),
            new SapEccPlant(options),
            new SapS4Plant(options));
    try (Gateway gateway = new Gateway(plants, folder, Map.of())) {
      for (int i = 0; i < plants.size(); i++) {
        Tested tested = tested(gateway, i);
        assertThat(tested.well()).as("%s: %s", plants.get(i).kind(), tested).isTrue();
        assertThat(tested.stages())
            .as(plants.get(i).kind())
            .extracting(Stage::name)
            .contains("ready", "look");
        assertThat(plants.get(i).books().orders()).as(plants.get(i).kind()).isEmpty();
        silent(gateway, i, plants.get(i).credential(), tested);
      }
    } finally {
      plants.forEach(Plant::close);
    }
  }

  @Test
  void whatStandsBetweenIsNamed() throws Exception {
    DoubleOptions options = DoubleOptions.free();
    HttpServer portal = server(200, "text/html", PAGE);
    HttpServer guarded = server(403, "application/json", "{\"message\":\"not for you\"}");
    try (Plant rest = new CustomRestPlant(options);
        Plant atlas = new AtlasPlant(options);
        ServerSocket mute = new ServerSocket(0, 8, InetAddress.getLoopbackAddress())) {
      List<Led> led = new ArrayList<>();
      led.add(new Led(rest, URI.create("http://no-such-host.invalid/"), Trouble.NO_HOST));
      led.add(new Led(rest, local("http", closedPort()), Trouble.UNREACHABLE));
      led.add(new Led(rest, local("https", rest.address().getPort()), Trouble.TLS));
      led.add(new Led(rest, local("http", mute.getLocalPort()), Trouble.SILENT));
      led.add(new Led(rest, URI.create(rest.address() + "/elsewhere"), Trouble.PATH));
      led.add(new Led(rest, local("http", portal.getAddress().getPort()), Trouble.STRANGER));
      led.add(new Led(atlas, local("http", portal.getAddress().getPort()), Trouble.STRANGER));
      led.add(new Led(rest, local("http", guarded.getAddress().getPort()), Trouble.RIGHTS));
      led.add(new Led(rest, rest.address(), "gateway:wrong-password", Trouble.SIGN_IN));
      led.add(new Led(atlas, atlas.address(), "nobody@plant.example:wrong", Trouble.SIGN_IN));
      led.add(new Led(rest, rest.address(), "gateway:lyon-gateway", Trouble.CREDENTIAL));
      try (Gateway gateway =
          new Gateway(
              List.copyOf(led), folder, Map.of("connectTimeout: PT5S", "connectTimeout: PT1S"))) {
        Files.delete(folder.resolve("keys").resolve(Gateway.instance(led.size() - 1)));
        for (int i = 0; i < led.size(); i++) {
          Tested tested = tested(gateway, i);
          Stage last = tested.stages().get(tested.stages().size() - 1);
          assertThat(last.trouble())
              .as("%s: %s", led.get(i).address(), last)
              .contains(led.get(i).meant());
          assertThat(last.advice()).as("%s", last).isNotBlank();
          silent(gateway, i, led.get(i).credential(), tested);
        }
      }
    } finally {
      portal.stop(0);
      guarded.stop(0);
    }
  }

  @Test
  void aCmmsThatSaysItIsAwayIsToldAndOnesWhoseKeyIsRenewedAreWellAtOnce() throws Exception {
    try (Plant plant = new CustomRestPlant(DoubleOptions.free());
        Gateway gateway = new Gateway(plant, folder)) {
      plant.faults().add(Fault.next(FaultKind.UNAVAILABLE, 1));
      Tested away = tested(gateway, 0);
      assertThat(away.stages().get(away.stages().size() - 1).trouble()).contains(Trouble.BUSY);
      gateway.writeKey("gateway:old");
      assertThat(tested(gateway, 0).well()).isFalse();
      gateway.writeKey(plant.credential());
      assertThat(tested(gateway, 0).well()).isTrue();
    }
  }

  private static Tested tested(Gateway gateway, int plant) throws InterruptedException {
    return gateway.engine().test(Gateway.instance(plant), "Ada");
  }

  /** Neither what people see nor what the journal keeps holds anything of the credential. */
  private static void silent(Gateway gateway, int plant, String credential, Tested tested) {
    String secret = credential.substring(credential.indexOf(':') + 1);
    assertThat(tested.toString()).doesNotContain(secret);
    assertThat(gateway.store.about(Gateway.instance(plant)))
        .filteredOn(entry -> entry.kind().equals("connection.tested"))
        .singleElement()
        .satisfies(
            entry -> assertThat(entry.facts().json()).contains("Ada").doesNotContain(secret));
  }

  private static URI local(String scheme, int port) {
    return URI.create(scheme + "://127.0.0.1:" + port);
  }

  private static int closedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static HttpServer server(int status, String type, String body) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().set("Content-Type", type);
          exchange.sendResponseHeaders(status, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
    return server;
  }

  /**
   * A plant to which the site documents lead wrongly.
   *
   * @param meant what the test has to find
   */
  private record Led(Plant plant, URI address, String credential, Trouble meant) implements Plant {

    Led(Plant plant, URI address, Trouble meant) {
      this(plant, address, plant.credential(), meant);
    }

    @Override
    public String kind() {
      return plant.kind();
    }

    @Override
    public Counterpart cmms() {
      return plant.cmms();
    }

    @Override
    public Map<String, String> context() {
      return plant.context();
    }

    @Override
    public String asset() {
      return plant.asset();
    }

    @Override
    public String priority(int ours) {
      return plant.priority(ours);
    }

    @Override
    public String priority(BookedOrder order) {
      return plant.priority(order);
    }

    @Override
    public int biggestFile() {
      return plant.biggestFile();
    }
  }
}
