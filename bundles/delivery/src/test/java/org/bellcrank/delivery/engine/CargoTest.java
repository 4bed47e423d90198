package org.bellcrank.delivery.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.Optional;
import java.util.OptionalInt;
import org.bellcrank.delivery.ConnectorInstance;
import org.bellcrank.delivery.Delivery;
import org.bellcrank.delivery.DeliveryState;
import org.bellcrank.delivery.PictureShrinker;
import org.bellcrank.delivery.Purpose;
import org.bellcrank.delivery.testing.SampleOrders;
import org.bellcrank.evidence.EvidenceReference;
import org.bellcrank.workorder.WorkOrder;
import org.junit.jupiter.api.Test;

/** What is too big for the other side. */
class CargoTest extends EngineTest {

  private static final int LIMIT = 2 << 20;
  private static final byte[] BIG = new byte[LIMIT + 1];
  private static final PictureShrinker TINY =
      (picture, most) ->
          Optional.of(new PictureShrinker.Reduced(new byte[] {9}, "image/jpeg", 640, 480));

  @Test
  void withoutAShrinkerABigPictureIsRefusedWithItsSizeAndTheOrderIsNotAffected() {
    Delivery row = attached(BIG, "image/jpeg");
    assertThat(row.state()).isEqualTo(DeliveryState.REFUSED);
    assertThat(row.words()).contains("%d bytes; allowed %d.".formatted(BIG.length, LIMIT));
    assertThat(cmms.files).isEmpty();
    assertThat(cmms.creates).hasValue(1);
  }

  @Test
  void aCopyGoesOutInItsPlaceAndTheRowNamesIt() {
    shrinker = TINY;
    Delivery row = attached(BIG, "image/png");
    assertThat(row.state()).isEqualTo(DeliveryState.DONE);
    assertThat(cmms.files).containsExactly(Base64.getEncoder().encodeToString(new byte[] {9}));
    assertThat(row.variables().facts("reduced").orElseThrow().whole("widthPixels")).hasValue(640);
  }

  @Test
  void anEndpointThatTakesLessGetsTheCopyToo() {
    shrinker = TINY;
    own =
        new ConnectorInstance.Transport(
            OptionalInt.empty(), OptionalInt.of(1024), Optional.empty(), Optional.empty());
    Delivery row = attached(new byte[1025], "image/jpeg");
    assertThat(row.state()).isEqualTo(DeliveryState.DONE);
    assertThat(cmms.files).containsExactly(Base64.getEncoder().encodeToString(new byte[] {9}));
  }

  @Test
  void aPictureThatFitsIsNotTouched() {
    shrinker = TINY;
    byte[] fits = new byte[LIMIT];
    Delivery row = attached(fits, "image/jpeg");
    assertThat(row.variables().has("reduced")).isFalse();
    assertThat(cmms.files).containsExactly(Base64.getEncoder().encodeToString(fits));
  }

  @Test
  void whatCannotBeMadeToFitIsRefused() {
    shrinker = (picture, most) -> Optional.empty();
    assertThat(attached(BIG, "image/jpeg").words()).contains("no copy of it was made that fits");
  }

  @Test
  void aCopyThatDoesNotFitEitherIsNotSent() {
    shrinker =
        (picture, most) -> Optional.of(new PictureShrinker.Reduced(BIG, "image/jpeg", 640, 480));
    assertThat(attached(BIG, "image/jpeg").state()).isEqualTo(DeliveryState.REFUSED);
    assertThat(cmms.files).isEmpty();
  }

  @Test
  void aDocumentIsNoPicture() {
    shrinker = TINY;
    assertThat(attached(BIG, "application/pdf").state()).isEqualTo(DeliveryState.REFUSED);
    assertThat(cmms.files).isEmpty();
  }

  private Delivery attached(byte[] content, String mediaType) {
    EvidenceReference picture = evidence.keep(content, mediaType);
    WorkOrder order = raise(SampleOrders.order("wo-1", "cmms", picture));
    start(2);
    allSettled(order);
    return row(order, Purpose.ATTACH);
  }
}
