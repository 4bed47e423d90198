package org.bellcrank.condition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ConfirmationTest {

  @Test
  void twoFramesInARowConfirmButAGapDoesNot() {
    Confirmation two = new Confirmation(2, 2);
    Confirmation.State first = two.hit(Confirmation.State.NONE, 10);
    assertThat(first.hits()).hasSize(1);
    assertThat(two.hit(first, 12).hits()).as("frame 11 showed nothing").hasSize(1);
    assertThat(two.hit(first, 11).hits()).hasSize(2);
  }

  @Test
  void twoDetectionsInOneFrameAreOneLook() {
    Confirmation two = new Confirmation(2, 2);
    assertThat(two.hit(two.hit(Confirmation.State.NONE, 5), 5).hits()).containsExactly(5L);
  }

  @Test
  void aSourceThatCountsAnewForgetsItsOldFrames() {
    Confirmation two = new Confirmation(2, 3);
    Confirmation.State late = two.hit(two.hit(Confirmation.State.NONE, 1000), 1001);
    assertThat(two.hit(late, 1).hits()).containsExactly(1L);
  }

  @Property
  void hitsAreExactlyTheDifferentLooksInTheWindow(
      @ForAll List<@IntRange(min = 0, max = 6) Integer> gaps,
      @ForAll @IntRange(min = 1, max = 5) int looks) {
    Confirmation confirmation = new Confirmation(1, looks);
    Confirmation.State state = Confirmation.State.NONE;
    java.util.TreeSet<Long> all = new java.util.TreeSet<>();
    long look = 100;
    for (int gap : gaps) {
      look += gap;
      long now = look;
      all.add(now);
      state = confirmation.hit(state, now);
      assertThat(state.hits()).containsExactlyElementsOf(all.tailSet(now - looks + 1));
    }
    assertThat(Confirmation.State.from(state.facts())).isEqualTo(state);
  }
}
