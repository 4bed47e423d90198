package org.bellcrank.itests.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Map;
import org.bellcrank.delivery.DeliveryState;
import org.bellcrank.delivery.PictureLinks;
import org.bellcrank.delivery.Purpose;
import org.bellcrank.delivery.testing.SampleOrders;
import org.bellcrank.evidence.EvidenceReference;
import org.bellcrank.itests.doubles.BookedOrder;
import org.bellcrank.itests.doubles.DoubleOptions;
import org.bellcrank.workorder.WorkOrder;
import org.junit.jupiter.api.Test;

/** What is promised of Infor EAM, whichever of its services it is reached by. */
abstract class InforEamContract extends ClosureContract {

  /** A grid tells what the system thinks of the plant's status. */
  @Override
  String shown(String status) {
    return status.equals("IW") ? "in work" : status.equals("GU") ? "given up" : status;
  }

  @Override
  DoubleOptions withFrozenPriority(DoubleOptions options) {
    return options.setting("fields.frozen", "PRIORITY");
  }

  /** A link has no limit: the original is what a person of the plant sees. */
  @Override
  @Test
  void aPictureOverTheLimitGoesOutAsASmallerCopyAndTheJournalSaysSo() throws Exception {
    EvidenceReference picture =
        gateway.evidence.keep(Pictures.biggerThan(plant.biggestFile()), "image/png");
    WorkOrder order =
        with(
            SampleOrders.order("wo-big", Gateway.INSTANCE, 2, picture),
            "asset.foreignId",
            plant.asset());
    gateway.raise(order);
    assertThat(agrees(order).attachments()).hasSize(1);
    assertThat(gateway.settled(order).others())
        .filteredOn(row -> row.purpose() == Purpose.ATTACH)
        .extracting(row -> row.state())
        .containsExactly(DeliveryState.DONE);
  }

  /** It says so with a sign; a page that is shorter than asked for is not the last. */
  @Test
  void endsAreReadThoughTheGridGivesLessThanItIsAskedFor() {
    reopen(DoubleOptions.free().setting("grid.rows", "3"));
    endsOfMoreOrdersThanAPageHoldsAreAllRead();
  }

  @Test
  void anUpdateLeavesWhatPeopleOfThePlantWroteMeanwhile() {
    WorkOrder order = order("wo-people", 4);
    gateway.raise(order);
    String number = agrees(order).number();
    plant.report(number, "C", Map.of());
    gateway.change(copy(order, 1, order.title(), order.fields()), "grew");
    assertThat(update(order).state()).isEqualTo(DeliveryState.DONE);
    BookedOrder after = agrees(order);
    assertThat(after.status()).isEqualTo("C");
    assertThat(after.fields())
        .containsEntry("UserDefinedFields/UDFCHAR30", order.reference().value());
    assertThat(((InforEamPlant) plant).cmms().leftSessions()).isZero();
  }

  @Test
  void theLinkToAPictureShowsItWithoutSigningIn() {
    WorkOrder order = order("wo-link");
    gateway.raise(order);
    URI link = URI.create(agrees(order).attachments().get(0).name());
    String[] query = link.getQuery().split("[=&]");
    String sha256 = order.evidence().get(0).reference().sha256();
    assertThat(link.getPath()).isEqualTo("/pictures/" + Gateway.INSTANCE + "/" + sha256);
    assertThat(gateway.links().open(Gateway.INSTANCE, sha256, query[1], query[3]))
        .isEqualTo(new PictureLinks.Opened.Picture(sha256));
  }
}
