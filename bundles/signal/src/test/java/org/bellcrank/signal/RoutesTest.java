package org.bellcrank.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.bellcrank.signal.Routes.Part;
import org.bellcrank.signal.Routes.Suspect;
import org.junit.jupiter.api.Test;

class RoutesTest {

  @Test
  void theChanceIsThatOfFishersTeaCups() {
    // all 4 bad parts of 8 went through one machine and no good one: 1 of 70
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      parts.add(new Part(Set.of(i < 4 ? "a" : "b"), i < 4));
    }
    List<Suspect> suspects = Routes.rank(parts);

    assertThat(suspects).hasSize(2);
    assertThat(suspects.get(0).machines()).containsExactly("a");
    assertThat(suspects.get(0).significance()).isCloseTo(2 / 70.0, within(1e-12));
    assertThat(suspects.get(0).rate()).isEqualTo(1);
    assertThat(suspects.get(0).elsewhere()).isZero();
    assertThat(suspects.get(1).significance()).isEqualTo(1);
  }

  /** Parts through one of three machines in each of three steps, then through one packer. */
  private static List<Part> made(int count, String culprit, double rate, Random random) {
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Set<String> route =
          Set.of(
              "cut-" + random.nextInt(3),
              "mill-" + random.nextInt(3),
              "coat-" + random.nextInt(3),
              "packer");
      double chance = route.contains(culprit) ? rate : 0.02;
      parts.add(new Part(route, random.nextDouble() < chance));
    }
    return parts;
  }

  @Test
  void theRightMachineOfTenIsPicked() {
    Random random = new Random(50);
    int right = 0;
    int wrong = 0;
    for (int run = 0; run < 100; run++) {
      Suspect first = Routes.rank(made(600, "mill-1", 0.12, random)).get(0);
      boolean culprit = first.machines().equals(List.of("mill-1"));
      right += culprit && first.significance() < 0.05 ? 1 : 0;
      wrong += !culprit && first.significance() < 0.05 ? 1 : 0;
    }
    assertThat(right).isGreaterThan(93);
    assertThat(wrong).isZero();
  }

  @Test
  void whereNoMachineIsToBlameNoneIsBlamedMoreOftenThanSet() {
    Random random = new Random(51);
    int blamed = 0;
    for (int run = 0; run < 1000; run++) {
      blamed += Routes.rank(made(200, "none", 0, random)).get(0).significance() <= 0.05 ? 1 : 0;
    }
    assertThat(blamed).isBetween(1, 55);
  }

  @Test
  void machinesWithTheSamePartsAreToldTogetherAndOneOfAllPartsNotAtAll() {
    List<Part> parts =
        List.of(
            new Part(Set.of("a", "oven", "press"), true),
            new Part(Set.of("a", "oven", "press"), true),
            new Part(Set.of("a"), false));
    assertThat(Routes.rank(parts))
        .singleElement()
        .satisfies(suspect -> assertThat(suspect.machines()).containsExactly("oven", "press"));
    assertThat(Routes.rank(List.of())).isEmpty();
  }
}
