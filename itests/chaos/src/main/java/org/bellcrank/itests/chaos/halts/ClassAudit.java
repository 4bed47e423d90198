package org.bellcrank.itests.chaos.halts;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.bellcrank.delivery.ConnectorInstance;
import org.bellcrank.delivery.Connectors;
import org.bellcrank.delivery.Delivery;
import org.bellcrank.delivery.DeliveryState;
import org.bellcrank.delivery.OutboxBook;
import org.bellcrank.delivery.Purpose;
import org.bellcrank.delivery.connector.Connector;
import org.bellcrank.delivery.connector.Connector.DeliveryClass;
import org.bellcrank.delivery.connector.Step;
import org.bellcrank.itests.chaos.Verdict;
import org.bellcrank.journal.Entry;
import org.bellcrank.journal.Journal;
import org.bellcrank.journal.Store;

/**
 * Holds the journal to the delivery class of each connector: after a change whose outcome nobody
 * knows, it is not sent again before a search was answered (native, searchable) or before a person
 * said so (confirmed); a person is asked of nothing else.
 */
public final class ClassAudit {

  private static final int PAGE = 500;

  private final Store store;
  private final Verdict verdict;
  private final Map<String, Connector> connectors;
  private final Set<String> doubted = new HashSet<>();

  /**
   * @param instances whose journal it is
   */
  public ClassAudit(
      Store store, List<ConnectorInstance> instances, Connectors connectors, Verdict verdict) {
    this.store = store;
    this.verdict = verdict;
    this.connectors =
        instances.stream()
            .collect(
                Collectors.toMap(
                    ConnectorInstance::id, each -> connectors.find(each.kind()).orElseThrow()));
  }

  /** Reads it all and adds what was done to the tally. */
  void read(Tally tally) {
    long sequence = 0;
    List<Entry> page;
    do {
      long after = sequence;
      page = store.read(unit -> unit.port(Journal.class).after(after, PAGE));
      for (Entry entry : page) {
        sequence = entry.sequence();
        take(entry, tally);
      }
    } while (!page.isEmpty());
  }

  private void take(Entry entry, Tally tally) {
    String delivery = entry.facts().text("delivery").orElse("");
    switch (entry.kind()) {
      case "delivery.intent" -> intent(entry, delivery);
      case "delivery.receipt" -> receipt(entry, delivery, tally);
      case "delivery.person" -> person(entry, delivery, tally);
      case "delivery.acknowledged" -> tally.add(named("orders", connector(entry)), 1);
      default -> {
        // says nothing of a step
      }
    }
  }

  private void intent(Entry entry, String delivery) {
    if (isChange(entry) && doubted.contains(delivery)) {
      verdict.doubled(
          "delivery %s (%s): entry %d sends again what nobody knows the fate of",
          delivery, connector(entry).deliveryClass(), entry.sequence());
    }
  }

  private void receipt(Entry entry, String delivery, Tally tally) {
    String said = entry.facts().requireText("receipt");
    if (isChange(entry) && said.equals("uncertain")) {
      doubted.add(delivery);
      tally.add(named("doubts", connector(entry)), 1);
    } else if (step(entry).effect() == Step.Effect.LOOK && said.equals("accepted")) {
      doubted.remove(delivery);
    }
  }

  private void person(Entry entry, String delivery, Tally tally) {
    boolean adopted = entry.facts().requireText("did").equals("adopt");
    if (!doubted.remove(delivery)) {
      verdict.wrong("delivery %s: a person was asked, and nothing was in doubt", delivery);
    }
    tally.add(adopted ? "adoptedByAPerson" : "sentAgainByAPerson", 1);
  }

  /** Rows that wait for a person: only what cannot be looked up does. */
  public long waiting() {
    List<Delivery> rows =
        store.read(unit -> unit.port(OutboxBook.class).needingPerson(Integer.MAX_VALUE));
    for (Delivery row : rows) {
      boolean mayWait =
          row.state() == DeliveryState.UNSURE
              && connectors.get(row.instance()).deliveryClass() == DeliveryClass.CONFIRMED;
      if (!mayWait) {
        verdict.wrong("delivery %s is %s: %s", row.id(), row.state(), row.words());
      }
    }
    return rows.stream().filter(row -> row.purpose() == Purpose.CREATE).count();
  }

  private Connector connector(Entry entry) {
    return connectors.get(entry.facts().requireText("instance"));
  }

  private Step step(Entry entry) {
    return connector(entry).recipe().steps().get(entry.facts().requireText("step"));
  }

  private boolean isChange(Entry entry) {
    return step(entry).effect() == Step.Effect.CHANGE;
  }

  private static String named(String what, Connector connector) {
    String name = connector.deliveryClass().name();
    return what + name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT);
  }
}
