package org.bellcrank.container.camel;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Exchange;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.bellcrank.container.InContainer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Routes written in YAML and XML, and what they send. */
@InContainer(
    bundles = {
      "lib-cel",
      "lib-sqlite",
      "lib-onnxruntime",
      "lib-onnxruntime-x86_64",
      "lib-ffmpeg",
      "lib-ffmpeg-x86_64",
      "lib-camel"
    })
class CamelTest {

  private static final String YAML =
      """
      - route:
          id: order
          from:
            uri: direct:order
            steps:
              - to: jslt:file:%s
              - setHeader:
                  name: CamelHttpMethod
                  constant: POST
              - to: http://127.0.0.1:%d/orders
      """;

  private static final String FILE =
      """
      - route:
          id: save
          from:
            uri: direct:save
            steps:
              - setHeader:
                  name: CamelFileName
                  simple: "${header.File}"
              - toD: "file:${header.Folder}?autoCreate=false&tempPrefix=.part-"
      """;

  private static final String XML =
      """
      <routes>
        <route id="mirror">
          <from uri="direct:mirror"/>
          <transform><simple>${body} and back</simple></transform>
        </route>
      </routes>
      """;

  @TempDir private Path folder;
  private final List<String> received = new CopyOnWriteArrayList<>();
  private final List<Integer> answers = new CopyOnWriteArrayList<>();
  private HttpServer server;
  private DefaultCamelContext camel;

  @BeforeEach
  void serverAndContext() throws Exception {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/orders",
        exchange -> {
          received.add(
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          exchange.sendResponseHeaders(answers.isEmpty() ? 200 : answers.remove(0), -1);
          exchange.close();
        });
    server.start();
    ClassLoader loader = DefaultCamelContext.class.getClassLoader();
    camel = new DefaultCamelContext(false);
    camel.setApplicationContextClassLoader(loader);
    camel.build();
  }

  @AfterEach
  void stopped() {
    camel.stop();
    server.stop(0);
  }

  @Test
  void aYamlRouteTransformsAndPosts() throws Exception {
    loadOrder();

    Exchange done = send("direct:order", "{\"asset\": \"spindle 7\", \"severity\": 3}");

    assertThat(done.getException()).isNull();
    assertThat(received).containsExactly("{\"asset\":\"spindle 7\",\"priority\":30}");
  }

  @Test
  void anXmlRouteRuns() throws Exception {
    load("mirror.xml", XML);

    assertThat(send("direct:mirror", "there").getMessage().getBody(String.class))
        .isEqualTo("there and back");
  }

  /** A share that is not mounted must not become a folder of the gateway's own. */
  @Test
  void aFileGoesToAFolderThatIsThereAndMakesNone() throws Exception {
    load("save.yaml", FILE);

    assertThat(saved(folder).getException()).isNull();
    assertThat(folder.resolve("pit.jpg")).hasContent("a pit");
    Path missing = folder.resolve("unmounted");
    assertThat(saved(missing).getException()).isNotNull();
    assertThat(missing).doesNotExist();
  }

  private Exchange saved(Path where) throws IOException {
    try (var template = camel.createProducerTemplate()) {
      return template.request(
          "direct:save",
          exchange -> {
            exchange.getMessage().setHeader("File", "pit.jpg");
            exchange.getMessage().setHeader("Folder", where.toString());
            exchange.getMessage().setBody("a pit".getBytes(StandardCharsets.UTF_8));
          });
    }
  }

  /** The whole component has to resolve, client library included; nobody listens on that port. */
  @Test
  void mqttFiveIsAboard() throws Exception {
    assertThat(camel.getComponent("paho-mqtt5").createEndpoint("paho-mqtt5:t")).isNotNull();
  }

  /** A work order must not be made twice because somebody below us is helpful. */
  @Test
  void withoutTheClientsOwnRetriesAnAnswer503IsOneRequest() throws Exception {
    camel.getComponent("http", HttpComponent.class).setAutomaticRetriesDisabled(true);
    answers.add(503);
    loadOrder();

    Exchange done = send("direct:order", "{\"asset\": \"a\", \"severity\": 1}");

    assertThat(done.getException(HttpOperationFailedException.class).getHttpResponseCode())
        .isEqualTo(503);
    assertThat(received).hasSize(1);
  }

  /** Shows that the test above can fail: what the client does when it is left alone. */
  @Test
  void leftAloneTheClientSendsTheOrderTwice() throws Exception {
    answers.add(503);
    loadOrder();

    Exchange done = send("direct:order", "{\"asset\": \"a\", \"severity\": 1}");

    assertThat(done.getException()).isNull();
    assertThat(received).hasSize(2);
  }

  private void loadOrder() throws Exception {
    Path template = folder.resolve("order.jslt");
    Files.writeString(template, "{\"asset\": .asset, \"priority\": .severity * 10}");
    load("order.yaml", YAML.formatted(template, server.getAddress().getPort()));
  }

  private void load(String name, String route) throws Exception {
    camel.start();
    PluginHelper.getRoutesLoader(camel).loadRoutes(ResourceHelper.fromString(name, route));
  }

  private Exchange send(String where, String body) throws IOException {
    try (var template = camel.createProducerTemplate()) {
      return template.request(where, exchange -> exchange.getMessage().setBody(body));
    }
  }
}
