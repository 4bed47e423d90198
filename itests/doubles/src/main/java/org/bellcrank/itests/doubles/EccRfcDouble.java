package org.bellcrank.itests.doubles;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * SAP ECC as its function modules show it over RFC: connections with a memory of their own, BAPIs
 * that keep nothing before the commit, and the plant's own functions for reading. Not on a network:
 * SAP's protocol is closed, so this stands where SAP's library would. Safe for all threads, but
 * each connection for one at a time.
 */
public final class EccRfcDouble implements Counterpart {

  private static final AtomicInteger COUNT = new AtomicInteger();

  private final String host = "ecc-%d.plant.example".formatted(COUNT.incrementAndGet());
  private final AtomicInteger open = new AtomicInteger();
  private final Settings settings;
  private final Faults faults;
  private final Ledger ledger;
  private final Books books;
  private final EccNotifications notifications;
  private final EccRfcFunctions functions;
  private volatile boolean expired;

  private EccRfcDouble(DoubleOptions options) {
    settings = new Settings("ecc.properties", options.settings());
    faults = new Faults(options.clock());
    faults.latency(options.latency());
    ledger = Ledger.in(options.books().map(folder -> folder.resolve("ecc-rfc")));
    books = new Books(ledger, List.of("REFERENCE"), options.clock());
    notifications =
        new EccNotifications(settings, books, Facts.register(options.plant(), "ecc-plant.csv"));
    functions = new EccRfcFunctions(settings, books, notifications);
  }

  /**
   * @throws java.io.UncheckedIOException if the books cannot be opened
   */
  public static EccRfcDouble start(DoubleOptions options) {
    return new EccRfcDouble(options);
  }

  /** The only host at which it is; its system number is 00. */
  public String host() {
    return host;
  }

  /**
   * Logs on.
   *
   * @throws EccRfcFailure where nobody is there, or the user, password or client is another one
   */
  public EccRfcConnection connect(
      String to, String system, String client, String user, String password) throws EccRfcFailure {
    if (!host.equals(to) || !"00".equals(system)) {
      throw new EccRfcFailure(
          EccRfcFailure.Group.COMMUNICATION,
          "",
          "partner %s:sapgw%s not reached".formatted(to, system));
    }
    boolean known =
        settings.text("client").equals(client)
            && settings.text("user").equals(user)
            && settings.text("password").equals(password);
    if (!known || expired) {
      throw new EccRfcFailure(
          EccRfcFailure.Group.LOGON_FAILURE, "", "Name or password is incorrect (repeat logon)");
    }
    open.incrementAndGet();
    return new EccRfcConnection(functions, faults, open::decrementAndGet);
  }

  /** So many are logged on and have not ended their connection. */
  public int connections() {
    return open.get();
  }

  /**
   * The next changes find the record held by somebody else.
   *
   * @param times how many, creations and files among them; 0 for none
   */
  public void lock(int times) {
    notifications.lock(times);
  }

  @Override
  public Books books() {
    return books;
  }

  @Override
  public Faults faults() {
    return faults;
  }

  @Override
  public void expireKey() {
    expired = true;
  }

  @Override
  public void renewKey() {
    expired = false;
  }

  @Override
  public boolean report(String number, String status, Map<String, Object> fields) {
    Optional<BookedOrder> order = books.byNumber(number);
    if (order.isEmpty()) {
      return false;
    }
    Map<String, Object> all = new LinkedHashMap<>(order.get().fields());
    all.putAll(fields);
    books.update(order.get().id(), all);
    return notifications.setStatus(number, status);
  }

  @Override
  public Optional<String> lacks(FaultKind kind) {
    return Optional.ofNullable(
        switch (kind) {
          case SILENT_204 -> "a function that ended gives all its parameters, initial or not";
          case TOO_MANY_REQUESTS -> "RFC has no word for when to come back";
          case SLOW_BODY -> "a result comes as a whole or not at all";
          case PAGE_AFTER_COMMIT,
              CUT_AFTER_COMMIT,
              MANGLED_AFTER_COMMIT,
              HUGE_AFTER_COMMIT,
              BOMB_AFTER_COMMIT ->
              "results come in SAP's own protocol, which nothing between reads or writes";
          default -> null;
        });
  }

  @Override
  public void close() {
    ledger.close();
  }
}
