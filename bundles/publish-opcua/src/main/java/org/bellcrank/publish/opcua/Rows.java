package org.bellcrank.publish.opcua;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.bellcrank.delivery.AssetCondition;
import org.bellcrank.delivery.Delivery;
import org.bellcrank.delivery.OutboxBook;
import org.bellcrank.journal.Entry;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.UnitOfWork;
import org.bellcrank.observation.Finding;
import org.bellcrank.observation.FindingBook;
import org.bellcrank.observation.Inspection;
import org.bellcrank.observation.Observation;
import org.bellcrank.observation.ObservationBook;
import org.bellcrank.workorder.OrderBook;
import org.bellcrank.workorder.WorkOrder;

/** What is kept, as rows for clients. Within one unit of work. */
final class Rows {

  private final UnitOfWork unit;

  Rows(UnitOfWork unit) {
    this.unit = unit;
  }

  Row result(FindingBook.Row kept) {
    Finding finding = kept.finding();
    FindingBook.State state = kept.state();
    Optional<Observation> observation =
        unit.port(ObservationBook.class)
            .find(finding.observation())
            .map(each -> each.observation());
    Map<String, String> context = observation.map(Observation::context).orElse(Map.of());
    Facts order =
        state
            .order()
            .flatMap(unit.port(OrderBook.class)::find)
            .map(WorkOrder::fields)
            .orElse(Facts.empty());
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("ResultId", finding.id());
    values.put("IsPartial", false);
    values.put("IsSimulated", false);
    values.put("ResultState", Model.COMPLETED);
    values.put("InternalRecipeId", observation.flatMap(Rows::model).orElse(""));
    values.put("InternalConfigurationId", state.why().text("documents").orElse(""));
    values.put("JobId", finding.observation());
    values.put("CreationTime", finding.captured().at());
    values.put("Class", finding.defectClass());
    values.put("Confidence", finding.confidence());
    values.put("Asset", state.why().text("asset").or(() -> order.text("asset.id")).orElse(""));
    values.put("ProductionOrder", told(order, context, "productionOrder"));
    values.put("Shift", told(order, context, "shift"));
    values.put("Point", finding.point());
    values.put("Disposition", state.disposition().name());
    values.put("Reason", state.reason());
    values.put("Order", state.order().orElse(""));
    values.put("DecidedAt", kept.decidedAt());
    return new Row(finding.id(), kept.decidedAt(), true, values);
  }

  /** What the source told; where it did not, what the order knows, such as the calendar's shift. */
  private static String told(Facts order, Map<String, String> context, String name) {
    String told = context.getOrDefault(name, "");
    return told.isBlank() ? order.text("context." + name).orElse("") : told;
  }

  private static Optional<String> model(Observation observation) {
    return observation instanceof Inspection inspection
        ? inspection.model().map(model -> (model.name() + " " + model.version()).strip())
        : Optional.empty();
  }

  Row order(WorkOrder order, Instant at) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("OrderId", order.id());
    values.put("Reference", order.reference().value());
    values.put("ForeignId", foreignId(order.id()));
    values.put("State", order.status().name());
    values.put("IsOpen", order.status().isOpen());
    values.put("Asset", order.cause().asset());
    values.put("Title", order.title());
    values.put("Priority", order.priority());
    values.put("Occurrences", order.occurrences());
    values.put("RaisedAt", order.raisedAt());
    return new Row(order.id(), at, order.status().isOpen(), values);
  }

  private String foreignId(String order) {
    return unit.port(OutboxBook.class).ofOrder(order).stream()
        .map(Delivery::foreignId)
        .flatMap(Optional::stream)
        .findFirst()
        .orElse("");
  }

  /** From an entry {@code asset.condition}. */
  static Row asset(Entry entry) {
    AssetCondition.State state = AssetCondition.State.valueOf(entry.facts().requireText("state"));
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("Asset", entry.subject());
    values.put("Condition", state.name());
    values.put("Grade", state.grade());
    values.put("Since", entry.at());
    return new Row(entry.subject(), entry.at(), state != AssetCondition.State.NORMAL, values);
  }
}
