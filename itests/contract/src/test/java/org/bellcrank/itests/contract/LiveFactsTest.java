package org.bellcrank.itests.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bellcrank.delivery.camel.FactsVerb;
import org.bellcrank.delivery.jdbc.JdbcSqlCaller;
import org.bellcrank.itests.doubles.DoubleOptions;
import org.bellcrank.verb.Terminal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The word facts asks the doubles, which describe themselves from their own tables of facts. */
class LiveFactsTest {

  private static final Path ROUTES = Path.of(System.getProperty("project.root"), "camel-routes");

  @TempDir Path folder;

  private final List<String> said = new ArrayList<>();
  private final List<String> complained = new ArrayList<>();
  private final Queue<Integer> calls = new ConcurrentLinkedQueue<>();

  private final Terminal terminal =
      new Terminal() {
        @Override
        public void line(String text) {
          said.add(text);
        }

        @Override
        public void progress(String text) {
          // Nobody looks.
        }

        @Override
        public void error(String text) {
          complained.add(text);
        }
      };

  @BeforeEach
  void folders() throws IOException {
    Files.createDirectories(folder.resolve("keys"));
    Files.createDirectories(folder.resolve("site"));
  }

  static Stream<Arguments> described() {
    return Stream.of(
        described("sap-s4", SapS4Plant::new, List.of()),
        described(
            "sap-s4-order",
            options -> new SapS4OrderPlant(options.setting("edition", "2022")),
            List.of()),
        described("dynamics-365", Dynamics365Plant::new, List.of()),
        described("custom-rest", CustomRestPlant::new, List.of()),
        described("custom-jdbc", CustomJdbcPlant::new, List.of()),
        described("mp2", Mp2Plant::new, List.of()),
        described(
            "maximo",
            MaximoPlant::new,
            List.of("/wonum: length 10 here, 25 there", "/reportedby: length 30 here, 62 there")));
  }

  private static Arguments described(
      String kind, Function<DoubleOptions, Plant> plant, List<String> differences) {
    return Arguments.of(kind, plant, differences);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("described")
  void whatADoubleSaysOfItselfDiffersFromTheFactsOnlyWhereTheyKnowThatItMay(
      String kind, Function<DoubleOptions, Plant> made, List<String> differences)
      throws IOException {
    try (Plant plant = made.apply(DoubleOptions.free())) {
      int status = asked(plant, plant.address(), plant.credential());
      assertThat(complained).isEmpty();
      assertThat(said).hasSize(differences.size() + 1);
      for (int i = 0; i < differences.size(); i++) {
        assertThat(said.get(i)).contains("facts.yaml:").endsWith(differences.get(i));
      }
      assertThat(said.get(differences.size()))
          .contains(kind + ": ")
          .contains(differences.size() + " differ");
      assertThat(status).isEqualTo(differences.isEmpty() ? 0 : 1);
    }
  }

  @Test
  void aWrongCredentialIsToldAsWhatWasAnswered() throws IOException {
    try (Plant plant = new CustomRestPlant(DoubleOptions.free())) {
      assertThat(asked(plant, plant.address(), "nobody:wrong-word")).isEqualTo(3);
      assertThat(said).isEmpty();
      assertThat(complained)
          .singleElement()
          .asString()
          .contains("401")
          .doesNotContain("wrong-word");
    }
  }

  @Test
  void aPageInTheWayIsRefusedAsSuch() throws IOException {
    HttpServer page = server("<!doctype html><html><body>Sign in</body></html>", "");
    try (Plant plant = new CustomRestPlant(DoubleOptions.free())) {
      assertThat(asked(plant, address(page), plant.credential())).isEqualTo(3);
      assertThat(complained).singleElement().asString().contains("an HTML page");
    } finally {
      page.stop(0);
    }
  }

  @Test
  void aCredentialDoesNotFollowToAnotherAddress() throws IOException {
    HttpServer other = server("{}", "");
    HttpServer moved = server("", address(other) + "api/v1/openapi.json");
    try (Plant plant = new CustomRestPlant(DoubleOptions.free())) {
      assertThat(asked(plant, address(moved), plant.credential())).isEqualTo(3);
      assertThat(complained)
          .singleElement()
          .asString()
          .contains("302")
          .contains("not followed with a credential");
      assertThat(calls).containsExactly(moved.getAddress().getPort());
    } finally {
      other.stop(0);
      moved.stop(0);
    }
  }

  private static URI address(HttpServer server) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
  }

  private HttpServer server(String body, String location) throws IOException {
    HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.createContext(
        "/",
        exchange -> {
          calls.add(server.getAddress().getPort());
          byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
          if (!location.isEmpty()) {
            exchange.getResponseHeaders().set("Location", location);
          }
          exchange.sendResponseHeaders(
              location.isEmpty() ? 200 : 302, bytes.length == 0 ? -1 : bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
    return server;
  }

  @Test
  void whereNobodyListensItSaysSo() throws IOException {
    try (Plant plant = new CustomRestPlant(DoubleOptions.free())) {
      URI nowhere = URI.create("http://127.0.0.1:1/");
      assertThat(asked(plant, nowhere, plant.credential())).isEqualTo(3);
      assertThat(complained).singleElement().asString().contains("127.0.0.1:1");
    }
  }

  @Test
  void theWsdlOfTheWrapperFitsTheFactsThatAreAboutIt() {
    Path wsdl = ROUTES.resolve("sap-ecc/wrapper.wsdl");
    int status =
        new FactsVerb(null)
            .run(
                List.of(ROUTES.resolve("sap-ecc").toString(), "--against", wsdl.toString()),
                terminal);
    assertThat(complained).isEmpty();
    assertThat(said).singleElement().asString().contains("23 fields compared, 0 differ");
    assertThat(status).isZero();
  }

  @Test
  void aFolderThatNamesNoMetadataSaysSo() {
    int status =
        new FactsVerb(null)
            .run(List.of(ROUTES.resolve("fiix").toString(), "--against", "any.json"), terminal);
    assertThat(status).isEqualTo(2);
    assertThat(complained).singleElement().asString().contains("no metadata");
  }

  private int asked(Plant plant, URI address, String credential) throws IOException {
    Path key = folder.resolve("keys/plant");
    Files.deleteIfExists(key);
    Files.createFile(
        key, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(key, credential);
    Files.writeString(folder.resolve("site/connectors.yaml"), site(plant, address));
    return new FactsVerb(new JdbcSqlCaller())
        .run(
            List.of(
                ROUTES.resolve(plant.kind()).toString(),
                "--site",
                folder.resolve("site").toString(),
                "--keys",
                folder.resolve("keys").toString()),
            terminal);
  }

  private static String site(Plant plant, URI address) {
    Map<String, String> context = plant.context();
    String lines =
        context.entrySet().stream()
            .map(each -> "      %s: '%s'%n".formatted(each.getKey(), each.getValue()))
            .collect(Collectors.joining());
    return """
        connectors:
          - id: plant
            kind: %s
            site: plant-1
            address: '%s'
            credential: secret:plant
            context:
        %s"""
        .formatted(plant.kind(), address, lines);
  }
}
