package org.bellcrank.itests.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bellcrank.delivery.DeliveryState;
import org.bellcrank.delivery.testing.SampleOrders;
import org.bellcrank.delivery.testing.Until;
import org.bellcrank.evidence.EvidenceReference;
import org.bellcrank.itests.doubles.BookedOrder;
import org.bellcrank.itests.doubles.DoubleOptions;
import org.bellcrank.itests.doubles.Fault;
import org.bellcrank.itests.doubles.FaultKind;
import org.bellcrank.workorder.OrderBook;
import org.bellcrank.workorder.OrderStatus;
import org.bellcrank.workorder.WorkOrder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several systems at once, two of them of the same kind: what is one's never reaches another. */
class SideBySideTest {

  private static final int EACH = 4;

  @TempDir Path folder;
  private List<Plant> plants;
  private Gateway gateway;

  @BeforeEach
  void start() {
    plants =
        List.of(
            new CustomRestPlant(DoubleOptions.free()),
            new CustomRestPlant(DoubleOptions.free()),
            new MaximoPlant(DoubleOptions.free()),
            new SapS4Plant(DoubleOptions.free()),
            new AtlasPlant(DoubleOptions.free()));
    gateway = new Gateway(plants, folder, Map.of());
  }

  @AfterEach
  void stop() {
    gateway.close();
    plants.forEach(Plant::close);
  }

  private WorkOrder order(int plant, int number) {
    String id = "wo-%d-%d".formatted(plant, number);
    EvidenceReference picture = gateway.evidence.keep(id.getBytes(), "image/jpeg");
    WorkOrder sample = SampleOrders.order(id, Gateway.instance(plant), 2, picture);
    return DeliveryContract.with(sample, "asset.foreignId", plants.get(plant).asset());
  }

  private List<List<WorkOrder>> raised() {
    List<List<WorkOrder>> all = new ArrayList<>();
    plants.forEach(plant -> all.add(new ArrayList<>()));
    for (int number = 0; number < EACH; number++) {
      for (int plant = 0; plant < plants.size(); plant++) {
        WorkOrder order = order(plant, number);
        gateway.raise(order);
        all.get(plant).add(order);
      }
    }
    return all;
  }

  private BookedOrder booked(int plant, WorkOrder order) {
    List<BookedOrder> found = plants.get(plant).books().byReference(order.reference().value());
    assertThat(found).as("order %s at plant %d", order.id(), plant).hasSize(1);
    return found.get(0);
  }

  @Test
  void eachOrderStandsInItsOwnSystemAloneWithItsOwnPicture() {
    List<List<WorkOrder>> all = raised();
    for (int plant = 0; plant < plants.size(); plant++) {
      for (WorkOrder order : all.get(plant)) {
        assertThat(gateway.settled(order).create().state()).isEqualTo(DeliveryState.DONE);
        assertThat(booked(plant, order).attachments())
            .extracting(each -> each.sha256())
            .containsExactly(order.evidence().get(0).reference().sha256());
      }
      assertThat(plants.get(plant).books().orders()).as("plant %d", plant).hasSize(EACH);
    }
  }

  @Test
  void oneThatIsAwayHoldsUpNoOther() {
    plants.get(2).faults().add(Fault.random(FaultKind.UNAVAILABLE, 1, 7));
    List<List<WorkOrder>> all = raised();
    for (int plant : List.of(0, 1, 3, 4)) {
      all.get(plant).forEach(gateway::settled);
      assertThat(plants.get(plant).books().orders()).hasSize(EACH);
    }
    assertThat(plants.get(2).books().orders()).isEmpty();
    plants.get(2).faults().clear();
    gateway.engine().resume(Gateway.instance(2));
    all.get(2).forEach(gateway::settled);
    assertThat(plants.get(2).books().orders()).hasSize(EACH);
  }

  /** Both small systems give the same numbers; the end of one's order is none of the other's. */
  @Test
  void anEndIsReadWhereItHappened() {
    List<List<WorkOrder>> all = raised();
    all.forEach(orders -> orders.forEach(gateway::settled));
    WorkOrder first = all.get(0).get(0);
    String number = booked(0, first).number();
    WorkOrder other =
        all.get(1).stream()
            .filter(order -> booked(1, order).number().equals(number))
            .findFirst()
            .orElseThrow();
    plants.get(0).report(number, "done", Map.of());
    for (int plant = 1; plant < plants.size(); plant++) {
      WorkOrder order =
          all.get(plant).stream().filter(each -> !each.equals(other)).findFirst().orElseThrow();
      Ending ending = plants.get(plant).ending().orElseThrow();
      plants.get(plant).report(booked(plant, order).number(), ending.done(), Map.of());
      closed(order);
    }
    closed(first);
    assertThat(status(other)).isEqualTo(OrderStatus.APPROVED);
  }

  private void closed(WorkOrder order) {
    Until.is(() -> status(order) == OrderStatus.CLOSED, () -> gateway.closures().health());
  }

  private OrderStatus status(WorkOrder order) {
    return gateway.store.read(
        unit -> unit.port(OrderBook.class).find(order.id()).orElseThrow().status());
  }
}
