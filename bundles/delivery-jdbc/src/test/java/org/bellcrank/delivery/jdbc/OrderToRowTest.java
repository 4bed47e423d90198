package org.bellcrank.delivery.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.bellcrank.delivery.ConnectorInstance;
import org.bellcrank.delivery.DeliveryBook.OrderDelivery;
import org.bellcrank.delivery.DeliveryBook.StepTrace;
import org.bellcrank.delivery.DeliveryState;
import org.bellcrank.delivery.camel.CamelDelivery;
import org.bellcrank.delivery.engine.DeliveryEngine;
import org.bellcrank.delivery.engine.PlannedOutbox;
import org.bellcrank.delivery.jdbc.testing.PostgresServer;
import org.bellcrank.delivery.testing.MemoryEvidence;
import org.bellcrank.delivery.testing.MemoryStore;
import org.bellcrank.delivery.testing.SampleOrders;
import org.bellcrank.delivery.testing.Until;
import org.bellcrank.workorder.OrderBook;
import org.bellcrank.workorder.WorkOrder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An order becomes rows by a connector's recipe: once, whatever happens to the line. */
class OrderToRowTest {

  private static final String TABLES =
      """
      drop table if exists wo, eqlist;
      create table wo (
        wonum varchar(20) primary key, title varchar(60) not null, note varchar(20));
      create table eqlist (wonum varchar(20), eqnum varchar(20) not null);
      """;

  private static PostgresServer server;
  @TempDir Path folder;
  private final MemoryStore store = new MemoryStore();
  private final MemoryEvidence evidence = new MemoryEvidence();

  @BeforeAll
  static void start() throws Exception {
    Optional<PostgresServer> started = PostgresServer.start();
    assumeTrue(started.isPresent(), "SKIPPED: PostgreSQL is not installed on this machine");
    server = started.get();
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  @BeforeEach
  void tables() throws SQLException {
    try (Connection connection = connection();
        Statement statement = connection.createStatement()) {
      statement.execute(TABLES);
    }
  }

  private static Connection connection() throws SQLException {
    return DriverManager.getConnection(
        server.address(), PostgresServer.USER, PostgresServer.PASSWORD);
  }

  private static long count(String table) throws SQLException {
    try (Connection connection = connection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select count(*) from " + table)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private CamelDelivery camel() throws IOException {
    Path keys = Files.createDirectories(folder.resolve("keys"));
    Path key = keys.resolve("table");
    Files.writeString(key, PostgresServer.USER + ":" + PostgresServer.PASSWORD);
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    CamelDelivery camel =
        new CamelDelivery(keys, Path.of("src/test/resources/connectors").toString(), 200);
    camel.setSqlCaller(new JdbcSqlCaller());
    Until.is(() -> camel.find("table").isPresent(), () -> camel.all());
    return camel;
  }

  /** Delivers one order over a line at that port. */
  private OrderDelivery delivered(WorkOrder order, int port) throws IOException {
    ConnectorInstance instance =
        new ConnectorInstance(
            "table-1",
            "table",
            "A table",
            "plant",
            URI.create("jdbc:postgresql://127.0.0.1:%d/postgres".formatted(port)),
            Optional.of("secret:table"),
            Map.of(),
            OptionalInt.of(2),
            OptionalInt.empty(),
            Optional.of(Duration.ofSeconds(5)));
    try (CamelDelivery camel = camel();
        DeliveryEngine engine =
            new DeliveryEngine(
                store, Clock.systemUTC(), camel, () -> List.of(instance), camel, evidence, camel)) {
      store.commit(
          unit -> {
            unit.port(OrderBook.class).add(order, Clock.systemUTC().instant());
            new PlannedOutbox().deliver(unit, order, Clock.systemUTC().instant());
            return null;
          });
      Until.is(
          () -> engine.of(order.id()).map(OrderDelivery::settled).orElse(false),
          () -> engine.of(order.id()) + " " + engine.health());
      return engine.of(order.id()).orElseThrow();
    }
  }

  private WorkOrder order() {
    return SampleOrders.order("wo-1", "table-1");
  }

  @Test
  void anOrderIsLookedForInsertedAndReadBack() throws Exception {
    OrderDelivery delivery = delivered(order(), server.port());
    assertThat(delivery.create().state()).as("%s", delivery).isEqualTo(DeliveryState.DONE);
    assertThat(delivery.create().foreignId()).contains(order().reference().value());
    assertThat(delivery.steps())
        .extracting(StepTrace::step)
        .containsExactly("find", "create", "read-back");
    assertThat(count("wo")).isEqualTo(1);
    assertThat(count("eqlist")).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"COMMIT,true,uncertain", "COMMIT,false,uncertain", "eqlist,false,unreachable"})
  void aLineThatBreaksOnTheWayMakesNoSecondRowAndLosesNone(
      String word, boolean arrives, String receipt) throws Exception {
    try (BrokenLine line = new BrokenLine(server.port(), word, arrives, "insert")) {
      OrderDelivery delivery = delivered(order(), line.port());
      assertThat(line.isBroken()).isTrue();
      assertThat(delivery.create().state()).as("%s", delivery).isEqualTo(DeliveryState.DONE);
      assertThat(delivery.steps()).extracting(StepTrace::receipt).contains(receipt);
    }
    assertThat(count("wo")).isEqualTo(1);
    assertThat(count("eqlist")).isEqualTo(1);
  }
}
