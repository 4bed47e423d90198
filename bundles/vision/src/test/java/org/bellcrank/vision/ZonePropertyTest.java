package org.bellcrank.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.bellcrank.observation.Box;

class ZonePropertyTest {

  private static final List<Vertex> LEFT_HALF =
      List.of(new Vertex(0, 0), new Vertex(0.5, 0), new Vertex(0.5, 1), new Vertex(0, 1));
  private static final List<Vertex> RIGHT_HALF =
      List.of(new Vertex(0.5, 0), new Vertex(1, 0), new Vertex(1, 1), new Vertex(0.5, 1));
  private static final List<Vertex> L_SHAPE =
      List.of(
          new Vertex(0, 0),
          new Vertex(1, 0),
          new Vertex(1, 0.5),
          new Vertex(0.5, 0.5),
          new Vertex(0.5, 1),
          new Vertex(0, 1));

  private static Zone zone(List<Vertex> polygon, ZonePolicy policy, double share) {
    return new Zone("cam/zone", polygon, policy, share, 0.3, Set.of());
  }

  @Example
  void theThreePoliciesDisagreeAboutABoxOnTheBorderAsTheyShould() {
    // 200 x 100 pixels, upper half watched: the box stands with its feet in the lower half.
    List<Vertex> upper =
        List.of(new Vertex(0, 0), new Vertex(1, 0), new Vertex(1, 0.5), new Vertex(0, 0.5));
    Box box = new Box(50, 20, 70, 60);
    assertThat(zone(upper, ZonePolicy.CENTRE, 1).holds(box, 200, 100)).isTrue();
    assertThat(zone(upper, ZonePolicy.BOTTOM_CENTRE, 1).holds(box, 200, 100)).isFalse();
    assertThat(zone(upper, ZonePolicy.OVERLAP, 0.75).holds(box, 200, 100)).isTrue();
    assertThat(zone(upper, ZonePolicy.OVERLAP, 0.76).holds(box, 200, 100)).isFalse();
  }

  @Property
  void twoHalvesTakeEveryBoxExactlyOnce(
      @ForAll @DoubleRange(min = 0, max = 600) double x,
      @ForAll @DoubleRange(min = 0, max = 400) double y,
      @ForAll ZonePolicy policy) {
    if (policy == ZonePolicy.OVERLAP) {
      return;
    }
    Box box = new Box(x, y, x + 40, y + 39);
    boolean left = zone(LEFT_HALF, policy, 1).holds(box, 640, 440);
    boolean right = zone(RIGHT_HALF, policy, 1).holds(box, 640, 440);
    assertThat(left ^ right).isTrue();
  }

  @Property
  void sharesOfAConcaveZoneAgreeWithCounting(
      @ForAll @DoubleRange(min = 0, max = 0.7) double x,
      @ForAll @DoubleRange(min = 0, max = 0.7) double y,
      @ForAll @DoubleRange(min = 0.05, max = 0.3) double size) {
    Box box = new Box(x, y, x + size, y + size);
    int inside = 0;
    for (int i = 0; i < 40; i++) {
      for (int j = 0; j < 40; j++) {
        inside +=
            Polygon.contains(L_SHAPE, x + (i + 0.5) * size / 40, y + (j + 0.5) * size / 40) ? 1 : 0;
      }
    }
    assertThat(zone(L_SHAPE, ZonePolicy.OVERLAP, 0.5).share(box, 1, 1))
        .isCloseTo(inside / 1600.0, within(0.06));
  }

  @Example
  void whatLiesInNoZoneBelongsToAPointOfItsOwn() {
    CameraView view =
        new CameraView("cam-1", Optional.empty(), List.of(zone(LEFT_HALF, ZonePolicy.CENTRE, 1)));
    assertThat(view.zoneOf(new Box(10, 10, 20, 20), 640, 440).point()).isEqualTo("cam/zone");
    assertThat(view.zoneOf(new Box(600, 10, 620, 20), 640, 440).point()).isEqualTo("cam-1/outside");
    assertThat(CameraView.undescribed("cam-2").zoneOf(new Box(0, 0, 1, 1), 9, 9).point())
        .isEqualTo("cam-2/outside");
  }
}
