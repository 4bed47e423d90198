package org.bellcrank.itests.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.bellcrank.delivery.Delivery;
import org.bellcrank.delivery.DeliveryBook.OrderDelivery;
import org.bellcrank.delivery.DeliveryState;
import org.bellcrank.delivery.testing.SampleOrders;
import org.bellcrank.itests.doubles.BookedOrder;
import org.bellcrank.itests.doubles.DoubleOptions;
import org.bellcrank.workorder.WorkOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every connector promises that brings an order's parts as lines, by the CMMS's own books. */
@Timeout(120)
class PartsContractTest {

  private static final Path ROUTES = Path.of(System.getProperty("project.root"), "camel-routes");
  private static final String UNKNOWN = "NO-SUCH";

  @TempDir Path folder;

  static List<String> folders() throws IOException {
    return EveryFolderTest.folders().stream().filter(PartsContractTest::bringsParts).toList();
  }

  private static boolean bringsParts(String kind) {
    try {
      return (Files.readString(ROUTES.resolve(kind).resolve("recipe.yaml"))
              + Files.readString(ROUTES.resolve(kind).resolve("mapping.yaml")))
          .contains("each: parts");
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  @ParameterizedTest
  @MethodSource("folders")
  void eachPartComesOnceAndOneThatIsNotTakenHoldsNothingBack(String kind) throws Exception {
    try (Plant plant = EveryFolderTest.contract(kind).plant(DoubleOptions.free());
        Gateway gateway = new Gateway(plant, folder, Gateway.SELDOM)) {
      PlannedParts parts = plant.parts().orElseThrow();
      parts.lost().ifPresent(plant.faults()::add);
      WorkOrder both = order(plant, "wo-both", parts.numbers());
      gateway.raise(both);
      assertThat(parts.planned().apply(booked(plant, gateway, both)))
          .containsExactlyInAnyOrderElementsOf(
              parts.numbers().stream().map("2 x "::concat).toList());
      assertThat(plant.faults().hits()).isEqualTo(parts.lost().isPresent() ? 1 : 0);
      assertThat(told(gateway, both)).isEmpty();

      WorkOrder plain = order(plant, "wo-plain", List.of());
      gateway.raise(plain);
      assertThat(parts.planned().apply(booked(plant, gateway, plain))).isEmpty();

      WorkOrder one = order(plant, "wo-one", List.of(UNKNOWN, parts.numbers().get(0)));
      gateway.raise(one);
      gateway.stop();
      gateway.start();
      assertThat(parts.planned().apply(booked(plant, gateway, one)))
          .as("the other one alone, or with all of its list none")
          .isIn(List.of(), List.of("2 x " + parts.numbers().get(0)));
      assertThat(told(gateway, one)).singleElement().asString().contains(UNKNOWN);
      assertThat(plant.books().duplicates()).isEmpty();
    }
  }

  private static WorkOrder order(Plant plant, String id, List<String> numbers) {
    WorkOrder order =
        DeliveryContract.with(
            SampleOrders.order(id, Gateway.INSTANCE), "asset.foreignId", plant.asset());
    return numbers.isEmpty()
        ? order
        : order
            .withField("order.parts", numbers.stream().map("2 x "::concat).toList())
            .withField("order.partNumbers", numbers)
            .withField("order.partQuantities", numbers.stream().map(each -> "2").toList());
  }

  private static BookedOrder booked(Plant plant, Gateway gateway, WorkOrder order) {
    OrderDelivery delivery = gateway.settled(order);
    assertThat(Stream.concat(Stream.of(delivery.create()), delivery.others().stream()))
        .as("%s", delivery)
        .extracting(Delivery::state)
        .containsOnly(DeliveryState.DONE);
    List<BookedOrder> booked = plant.books().byReference(order.reference().value());
    assertThat(booked).as("orders in the CMMS").hasSize(1);
    return booked.get(0);
  }

  private static List<String> told(Gateway gateway, WorkOrder order) {
    return gateway.store.about(order.id()).stream()
        .filter(entry -> entry.kind().equals("delivery.left"))
        .map(entry -> entry.facts().requireText("words"))
        .toList();
  }
}
