package org.bellcrank.delivery.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bellcrank.delivery.ConnectorInstance;
import org.bellcrank.delivery.Delivery;
import org.bellcrank.delivery.ForeignOrder;
import org.bellcrank.delivery.OrderReader.Answer;
import org.bellcrank.delivery.OrderReader.Cursor;
import org.bellcrank.delivery.OrderReader.Pace;
import org.bellcrank.delivery.connector.AnswerRules.Meaning;
import org.bellcrank.delivery.connector.Connector;
import org.bellcrank.delivery.connector.Content;
import org.bellcrank.delivery.connector.ForeignRecord;
import org.bellcrank.delivery.connector.Formula;
import org.bellcrank.delivery.connector.Json;
import org.bellcrank.delivery.connector.OrderReading;
import org.bellcrank.workorder.WorkOrder;

/** Asks what became of orders, beside the queue and behind it. Safe for any thread. */
final class Questions {

  private final Asking asking;

  Questions(Asking asking) {
    this.asking = asking;
  }

  /** An instance whose connector can be asked. */
  private record Asked(Asking.Asked at, OrderReading reading) {

    ConnectorInstance instance() {
      return at.instance();
    }

    Map<String, Object> known() {
      return at.known();
    }
  }

  private Optional<Asked> find(String id) {
    return asking
        .find(id)
        .flatMap(at -> at.connector().reading().map(reading -> new Asked(at, reading)));
  }

  Optional<Pace> pace(String instance) {
    Optional<Asked> found = find(instance);
    boolean echoes =
        found.map(asked -> asked.at().connector()).filter(Questions::writesFailureCode).isPresent();
    return found
        .map(Asked::reading)
        .map(
            reading ->
                new Pace(
                    reading.every(),
                    reading.compare(),
                    reading.changed().map(OrderReading.Changed::overlap).orElse(Duration.ZERO),
                    reading.changed().isPresent(),
                    reading.changed().filter(OrderReading.Changed::sorted).isPresent(),
                    reading.one().isPresent(),
                    echoes));
  }

  private static boolean writesFailureCode(Connector connector) {
    return connector.mapping().fields().stream()
        .flatMap(field -> field.from().stream())
        .anyMatch(formula -> formula.names().contains("order.failureCode"));
  }

  Answer changed(String id, Instant since, Optional<Cursor> from) throws InterruptedException {
    Optional<Asked> found = find(id);
    if (found.isEmpty()) {
      return Asking.away("The connector of instance %s is not loaded.".formatted(id));
    }
    Asked asked = found.get();
    OrderReading.Changed changed =
        asked.reading().changed().orElseThrow(() -> cannot(id, "what changed"));
    try {
      Map<String, Object> mark =
          Map.of("mark.since", ForeignRecord.written(changed.since(), since, asked.known()));
      Asking.Listed listed =
          asking.listed(
              asked.at(),
              "changed",
              changed.call(),
              changed.each(),
              changed.pages(),
              Asking.End.SHORT_PAGE,
              mark,
              from);
      return listed.away().isPresent()
          ? listed.away().get()
          : page(asked, listed.records(), listed.next());
    } catch (Formula.FormulaException | Rendering.UnknownNameException broken) {
      return Asking.away(broken.getMessage());
    }
  }

  Answer one(Delivery created, WorkOrder order) throws InterruptedException {
    Optional<Asked> found = find(created.instance());
    if (found.isEmpty()) {
      return Asking.away(
          "The connector of instance %s is not loaded.".formatted(created.instance()));
    }
    Asked asked = found.get();
    OrderReading.One one =
        asked.reading().one().orElseThrow(() -> cannot(created.instance(), "one order"));
    Map<String, Object> known = KnownNames.of(order, asked.instance(), created);
    try {
      Asking.Reply reply = asking.call(asked.at(), one.call(), "one", known);
      if (reply.meaning() == Meaning.NOT_FOUND) {
        return new Answer.Page(List.of(), List.of(), Optional.empty());
      }
      if (reply.content().isEmpty()) {
        return reply.away();
      }
      Content content = reply.content().get();
      if (one.pick().filter(pick -> !content.shows(pick.each())).isPresent()) {
        return Asking.withoutList(one.pick().get().each());
      }
      List<Content> records =
          one.pick()
              .map(
                  pick ->
                      pick.where().isEmpty()
                          ? content.items(pick.each())
                          : pick.from(content, known))
              .orElse(List.of(content));
      return page(
          asked, records.stream().map(each -> each.below(one.at())).toList(), Optional.empty());
    } catch (Formula.FormulaException | Rendering.UnknownNameException broken) {
      return Asking.away(broken.getMessage());
    }
  }

  private Answer page(Asked asked, List<Content> found, Optional<Cursor> next)
      throws InterruptedException {
    ForeignRecord reader = new ForeignRecord(asked.reading(), asked.known());
    List<Content> records = new ArrayList<>();
    for (Content record : found) {
      Beside beside = beside(asked, reader, record);
      if (beside.away().isPresent()) {
        return beside.away().get();
      }
      records.add(beside.record());
    }
    List<ForeignOrder> orders = new ArrayList<>();
    List<String> unreadable = new ArrayList<>();
    for (Content record : records) {
      try {
        orders.add(reader.read(record));
      } catch (ForeignRecord.UnreadableException | Formula.FormulaException broken) {
        unreadable.add(broken.getMessage());
      } catch (RuntimeException broken) { // one record holds up no other
        unreadable.add(broken.toString());
      }
    }
    return new Answer.Page(orders, unreadable, next);
  }

  /**
   * A record with what belongs to it.
   *
   * @param away why that was not answered; empty where it was
   */
  private record Beside(Content record, Optional<Answer.Away> away) {}

  /** Nothing is concluded from half a record: where a question beside it fails, all are put off. */
  private Beside beside(Asked asked, ForeignRecord reader, Content record)
      throws InterruptedException {
    Content whole = record;
    for (Map.Entry<String, OrderReading.Also> each : asked.reading().also().entrySet()) {
      OrderReading.Also also = each.getValue();
      Map<String, Object> known = reader.known(whole);
      if (also.when().value(known).filter(Boolean.TRUE::equals).isPresent()) {
        Asking.Reply reply = asking.call(asked.at(), also.call(), each.getKey(), known);
        if (reply.content().isEmpty() && reply.meaning() != Meaning.NOT_FOUND) {
          return new Beside(record, Optional.of(reply.away()));
        }
        Content part = reply.content().map(answer -> answer.below(also.at())).orElse(null);
        if (whole instanceof Json base && part instanceof Json inside) {
          whole = base.with(each.getKey(), inside);
        }
      }
    }
    return new Beside(whole, Optional.empty());
  }

  private static IllegalArgumentException cannot(String instance, String what) {
    return new IllegalArgumentException(
        "given instance '%s'; allowed: one whose connector can be asked for %s"
            .formatted(instance, what));
  }
}
