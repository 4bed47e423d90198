package org.bellcrank.itests.doubles;

import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * A small REST work order system as many plants have one: basic sign-on, plain JSON, files in
 * base64, and nothing that keeps one order from being created twice. It serves until it is closed.
 * Safe for all threads.
 */
public final class CustomRestDouble implements AutoCloseable {

  private final Faults faults;
  private final Books books;
  private final Ledger ledger;
  private final Cmms cmms;
  private final DoubleServer server;

  private CustomRestDouble(DoubleOptions options) {
    Settings settings = new Settings("custom.properties", options.settings());
    faults = new Faults(options.clock());
    faults.latency(options.latency());
    ledger = Ledger.in(options.books().map(folder -> folder.resolve("custom")));
    books = new Books(ledger, List.of("external_reference"), options.clock());
    List<Map<String, String>> plant = Facts.register(options.plant(), "custom-plant.csv");
    cmms =
        new CustomApi(
            settings,
            new CustomOrders(settings, books, plant),
            new CustomAttachments(settings, books),
            new CustomPage(settings, plant, books),
            plant);
    server = new DoubleServer(options.port(), cmms, faults, books);
  }

  /**
   * @throws java.io.UncheckedIOException if the port is taken or the books cannot be opened
   */
  public static CustomRestDouble start(DoubleOptions options) {
    return new CustomRestDouble(options);
  }

  /** The root; the interface is at /api/v1, the screen at /. */
  public URI uri() {
    return server.uri();
  }

  public Faults faults() {
    return faults;
  }

  public Books books() {
    return books;
  }

  /** From now on the password counts as expired, until {@link #renewKey}. */
  public void expireKey() {
    cmms.expireKey(true);
  }

  public void renewKey() {
    cmms.expireKey(false);
  }

  /**
   * A person at the plant sets the status, past all rules of the interface.
   *
   * @return false if there is no such order or no such status
   */
  public boolean setStatus(String number, String status) {
    return cmms.setStatus(number, status);
  }

  @Override
  public void close() {
    server.close();
    ledger.close();
  }
}
