package org.bellcrank.itests.doubles;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** What every double is around the CMMS that it plays. It serves until it is closed. */
public abstract sealed class CmmsDouble implements Counterpart
    permits MaximoDouble,
        MaximoMifDouble,
        CustomRestDouble,
        SapDouble,
        AtlasDouble,
        FiixDouble,
        DynamicsDouble,
        InforDouble,
        InforBodDouble,
        EccDouble,
        EccIdocDouble,
        DeclaredDouble {

  private final Faults faults;
  private final Books books;
  private final Ledger ledger;
  private final Cmms cmms;
  private final DoubleServer server;

  /**
   * @param name of the fact file and of the folder in which lasting books lie
   * @param referenceFields where the sender's key is looked for first
   * @param made the CMMS from its settings and books
   */
  CmmsDouble(
      DoubleOptions options,
      String name,
      List<String> referenceFields,
      BiFunction<Settings, Books, Cmms> made) {
    faults = new Faults(options.clock());
    faults.latency(options.latency());
    ledger = Ledger.in(options.books().map(folder -> folder.resolve(name)));
    books = new Books(ledger, referenceFields, options.clock());
    cmms = made.apply(new Settings(name + ".properties", options.settings()), books);
    server = new DoubleServer(options.address(), options.port(), cmms, faults, books);
  }

  /** The root, with the CMMS's screen. */
  public final URI uri() {
    return server.uri();
  }

  @Override
  public final Faults faults() {
    return faults;
  }

  @Override
  public final Books books() {
    return books;
  }

  @Override
  public final void expireKey() {
    cmms.expireKey(true);
  }

  @Override
  public final void renewKey() {
    cmms.expireKey(false);
  }

  /**
   * A person at the plant sets the status, past all rules of the interface.
   *
   * @return false if there is no such order or no such status
   */
  public final boolean setStatus(String number, String status) {
    return cmms.setStatus(number, status);
  }

  @Override
  public final boolean report(String number, String status, Map<String, Object> fields) {
    Optional<BookedOrder> order = books.byNumber(number);
    if (order.isEmpty()) {
      return false;
    }
    Map<String, Object> all = new LinkedHashMap<>(order.get().fields());
    all.putAll(fields);
    books.update(order.get().id(), all);
    return cmms.setStatus(number, status);
  }

  @Override
  public final List<String> conditions(String asset) {
    return cmms.conditions(asset);
  }

  final Cmms cmms() {
    return cmms;
  }

  /** What a double does besides serving ends first. */
  void ending() {}

  @Override
  public final void close() {
    ending();
    server.close();
    ledger.close();
  }
}
