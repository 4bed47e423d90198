package org.bellcrank.itests.doubles;

import java.net.URI;
import java.util.List;

/**
 * A work order system that behaves like IBM Maximo where it hurts. It serves until it is closed.
 * Safe for all threads.
 */
public final class MaximoDouble implements AutoCloseable {

  private final Faults faults;
  private final Books books;
  private final Ledger ledger;
  private final Cmms cmms;
  private final DoubleServer server;

  private MaximoDouble(DoubleOptions options) {
    Settings settings = new Settings("maximo.properties", options.settings());
    faults = new Faults(options.clock());
    faults.latency(options.latency());
    ledger = Ledger.in(options.books().map(folder -> folder.resolve("maximo")));
    books = new Books(ledger, List.of("externalrefid"), options.clock());
    MaximoFields fields =
        new MaximoFields(settings, Facts.register(options.plant(), "maximo-plant.csv"));
    MaximoLinks links = new MaximoLinks(settings);
    MaximoRecord record = new MaximoRecord(settings, links);
    MaximoOrders orders = new MaximoOrders(settings, fields, record, links, books);
    cmms =
        new MaximoApi(
            settings,
            orders,
            new MaximoQuery(settings, fields, record, links, books),
            new MaximoDoclinks(settings, orders, record, links, books),
            new MaximoPage(settings, fields, books));
    server = new DoubleServer(options.port(), cmms, faults, books);
  }

  /**
   * @throws java.io.UncheckedIOException if the port is taken or the books cannot be opened
   */
  public static MaximoDouble start(DoubleOptions options) {
    return new MaximoDouble(options);
  }

  /** The root; the interface is at /maximo/api, the screen at /. */
  public URI uri() {
    return server.uri();
  }

  public Faults faults() {
    return faults;
  }

  public Books books() {
    return books;
  }

  /** From now on the API key counts as expired, until {@link #renewKey}. */
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
  public boolean setStatus(String wonum, String status) {
    return cmms.setStatus(wonum, status);
  }

  @Override
  public void close() {
    server.close();
    ledger.close();
  }
}
