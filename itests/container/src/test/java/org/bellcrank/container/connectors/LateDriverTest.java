package org.bellcrank.container.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.bellcrank.container.InContainer;
import org.bellcrank.container.inside.Inside;
import org.bellcrank.delivery.SqlCaller;
import org.bellcrank.delivery.SqlRequest;
import org.bellcrank.delivery.StepAnswer;
import org.junit.jupiter.api.Test;

/** The driver for PostgreSQL comes in another package, after the bundle that calls databases. */
@InContainer(packages = {"bellcrank-libs", "bellcrank-core", "bellcrank-camel"})
class LateDriverTest {

  private static final String MISSING = "install the package bellcrank-postgresql";

  @Test
  void statementsReachTheDatabaseOnceTheDriverIsThere() throws Exception {
    SqlCaller caller = Inside.service(SqlCaller.class);
    try (ServerSocket database = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      assertThat(caller.call(request(database))).isInstanceOf(StepAnswer.NotSent.class);
      assertThat(caller.call(request(database)).toString()).contains(MISSING);

      Inside.context().installBundle(driver().toUri().toString()).start();

      // Nothing ever answers there: what counts is that the driver comes knocking.
      StepAnswer answer = caller.call(request(database));
      assertThat(answer.toString()).doesNotContain(MISSING);
      assertThat(answer).isInstanceOf(StepAnswer.NotSent.class);
      database.setSoTimeout(1000);
      database.accept().close();
    }
  }

  private static SqlRequest request(ServerSocket database) {
    return new SqlRequest(
        URI.create("jdbc:postgresql://127.0.0.1:" + database.getLocalPort() + "/plant"),
        Optional.of("gateway:word"),
        "{\"statements\":[{\"sql\":\"select 1\"}]}".getBytes(StandardCharsets.UTF_8),
        Duration.ofSeconds(1),
        Duration.ofSeconds(1));
  }

  private static Path driver() throws Exception {
    Path folder =
        Path.of(System.getProperty("project.root"), "bundles", "lib-postgresql", "target");
    try (var files = Files.newDirectoryStream(folder, "lib-postgresql-*[0-9].jar")) {
      return files.iterator().next();
    }
  }
}
