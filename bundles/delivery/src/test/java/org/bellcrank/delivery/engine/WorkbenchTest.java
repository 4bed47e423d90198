package org.bellcrank.delivery.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.bellcrank.delivery.Delivery;
import org.bellcrank.delivery.DeliveryDesk;
import org.bellcrank.delivery.DeliveryState;
import org.bellcrank.delivery.Diagnosis;
import org.bellcrank.delivery.Purpose;
import org.bellcrank.delivery.StepAnswer;
import org.bellcrank.delivery.testing.SampleOrders;
import org.bellcrank.delivery.testing.Until;
import org.bellcrank.journal.Facts;
import org.bellcrank.workorder.WorkOrder;
import org.junit.jupiter.api.Test;

/** What a person sees of a refused order, and may do about it. */
class WorkbenchTest extends EngineTest {

  private static final String UNKNOWN_TAG =
      """
      {"errors": [{"field": "asset_tag", "code": "unknown", "message": "asset_tag: 4711 is unknown"}]}
      """;

  @Test
  void theCaseNamesFieldRuleAndWhatWouldHelp() {
    refusing(UNKNOWN_TAG);
    WorkOrder order = raise("wo-1", 2);
    start(1);
    settled(order);
    DeliveryDesk.Case shown = engine.cases(10).get(0);
    assertThat(shown.kind()).isEqualTo("custom-rest");
    assertThat(shown.row().words()).isEqualTo("asset_tag: 4711 is unknown");
    Diagnosis diagnosis = shown.diagnosis();
    assertThat(diagnosis.field()).contains("/asset_tag");
    assertThat(diagnosis.code()).contains("unknown");
    assertThat(diagnosis.rule().orElseThrow())
        .contains("/asset_tag: text, at most 32 characters, required", "its own register");
    assertThat(diagnosis.breach()).isEmpty();
    assertThat(diagnosis.place().orElseThrow()).contains("mapping.yaml:", "asset.foreignId");
    assertThat(diagnosis.sent()).isPresent();
    assertThat(diagnosis.suggestion())
        .contains("does not take '" + diagnosis.sent().get() + "'", "foreignIds of asset");
  }

  @Test
  void aFieldThatTheVendorDoesNotNameIsFoundByTheRuleThatItBreaks() throws Exception {
    connector = connector(Map.of("lowest: 1, highest: 5", "lowest: 1, highest: 2"));
    refusing("{\"message\": \"invalid\"}");
    WorkOrder order = raise("wo-1", 3);
    start(1);
    settled(order);
    Diagnosis diagnosis = engine.cases(10).get(0).diagnosis();
    assertThat(diagnosis.field()).contains("/priority");
    assertThat(diagnosis.breach()).contains("3 is out of its range");
    assertThat(diagnosis.suggestion()).contains("Translate it in", "mapping.yaml:");
  }

  @Test
  void aFieldWithoutValueIsNamedWithThePlaceWhereItComesFrom() {
    WorkOrder sample = SampleOrders.order("wo-1", "cmms", 2);
    WorkOrder order =
        raise(with(sample, sample.title(), without(sample.fields(), "asset.foreignId")));
    start(1);
    settled(order);
    Diagnosis diagnosis = engine.cases(10).get(0).diagnosis();
    assertThat(diagnosis.field()).contains("/asset_tag");
    assertThat(diagnosis.sent()).isEmpty();
    assertThat(diagnosis.breach()).contains("it is required, and nothing is sent");
    assertThat(diagnosis.suggestion()).startsWith("Give /asset_tag a value").contains("foreignIds");
  }

  @Test
  void allAlikeGoAgainTogetherAndOthersStay() {
    refusing(UNKNOWN_TAG);
    List<WorkOrder> alike = IntStream.range(0, 5).mapToObj(i -> raise("wo-" + i, 3)).toList();
    start(2);
    alike.forEach(this::settled);
    refusing(
        "{\"errors\": [{\"field\": \"title\", \"code\": \"empty\", \"message\": \"no title\"}]}");
    WorkOrder other = raise("wo-other", 3);
    settled(other);
    DeliveryDesk.Case shown = shown(alike.get(2));
    assertThat(shown.alike()).isEqualTo(5);
    assertThat(shown(other).alike()).isEqualTo(1);
    cmms.instead = request -> null;
    assertThat(engine.retryAlike(shown.row().id(), "Ada")).isEqualTo(5);
    alike.forEach(this::allSettled);
    assertThat(alike).allSatisfy(o -> assertThat(row(o).state()).isEqualTo(DeliveryState.DONE));
    assertThat(cmms.creates).hasValue(5);
    assertThat(row(other).state()).isEqualTo(DeliveryState.REFUSED);
    assertThatThrownBy(() -> engine.retryAlike(shown.row().id(), "Ada"))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void anOrderThatIsThereIsAdoptedUnderTheNumberThatReadingShows() {
    cmms.afterCreate = () -> cmms.insteadOfAnswer = answer(422, UNKNOWN_TAG);
    WorkOrder order = raise("wo-1", 2);
    start(1);
    settled(order);
    Delivery row = row(order);
    assertThat(row.state()).isEqualTo(DeliveryState.REFUSED);
    assertThatThrownBy(() -> engine.adopt(row.id(), "OT-9", "Ada", false))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("given OT-9")
        .hasMessageContaining("shows OT-1");
    assertThat(row(order)).as("it stays on the workbench").isEqualTo(row);
    assertThat(engine.adopt(row.id(), "OT-1", "Ada", false).read()).isTrue();
    assertThat(row(order).state()).isEqualTo(DeliveryState.DONE);
    assertThat(row(order).foreignId()).contains("OT-1");
    assertThat(row(order).link().orElseThrow()).endsWith("/workorders/1");
    allSettled(order);
    assertThat(cmms.creates).hasValue(1);
    grow(SampleOrders.order("wo-1", "cmms", 1));
    Until.is(() -> row(order, Purpose.UPDATE).state() == DeliveryState.DONE, engine::health);
    assertThat(cmms.only().whole("priority")).as("what follows finds it").hasValue(1);
  }

  @Test
  void aPersonMayBeSureOfWhatReadingDoesNotShow() {
    refusing(UNKNOWN_TAG);
    WorkOrder order = raise("wo-1", 2);
    start(1);
    settled(order);
    String id = row(order).id();
    assertThatThrownBy(() -> engine.adopt(id, "OT-7", "Ada", false))
        .hasMessageContaining("finds nothing");
    DeliveryDesk.Adopted adopted = engine.adopt(id, "OT-7", "Ada", true);
    assertThat(adopted.read()).isFalse();
    assertThat(adopted.words()).contains("finds nothing");
    assertThat(row(order).foreignId()).contains("OT-7");
    assertThat(store.about(order.id()))
        .filteredOn(entry -> entry.kind().equals("delivery.person"))
        .singleElement()
        .satisfies(
            entry ->
                assertThat(entry.facts().values())
                    .containsEntry("who", "Ada")
                    .containsEntry("did", "adopt")
                    .containsEntry("foreignId", "OT-7")
                    .containsEntry("read", false));
  }

  private DeliveryDesk.Case shown(WorkOrder order) {
    return engine.cases(100).stream()
        .filter(each -> each.row().order().equals(order.id()))
        .findFirst()
        .orElseThrow();
  }

  private void refusing(String body) {
    cmms.instead = request -> request.method().equals("POST") ? answer(422, body) : null;
  }

  private static StepAnswer answer(int status, String body) {
    return new StepAnswer.Answered(status, Map.of(), body.getBytes(StandardCharsets.UTF_8));
  }

  private static Facts without(Facts fields, String name) {
    Facts.Builder kept = Facts.builder();
    Set<String> left = Set.of(name);
    fields.values().forEach((each, value) -> kept.put(each, left.contains(each) ? null : value));
    return kept.build();
  }

  private static WorkOrder with(WorkOrder order, String title, Facts fields) {
    return new WorkOrder(
        order.id(),
        order.cause(),
        order.site(),
        order.connector(),
        order.type(),
        order.priority(),
        order.status(),
        title,
        order.description(),
        order.raisedAt(),
        order.occurrences(),
        order.evidence(),
        fields);
  }
}
