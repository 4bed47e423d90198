package org.bellcrank.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.bellcrank.signal.Routes.Part;
import org.bellcrank.signal.Routes.Share;
import org.bellcrank.signal.Routes.Suspect;
import org.junit.jupiter.api.Test;

class RoutesTest {

  private static final List<List<String>> STEPS =
      List.of(
          List.of("cut-0", "cut-1", "cut-2"),
          List.of("mill-0", "mill-1", "mill-2"),
          List.of("coat-0", "coat-1", "coat-2"));
  private static final double LEVEL = 0.05;

  @Test
  void theChanceIsThatOfFishersTeaCups() {
    // all 4 bad parts of 8 went through one machine and no good one: 1 of 70
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      parts.add(new Part(Set.of(i < 4 ? "a" : "b"), i < 4));
    }
    List<Suspect> suspects = Routes.rank(parts, List.of(List.of("b", "a")), 4);

    assertThat(suspects).extracting(Suspect::machine).containsExactly("a", "b");
    assertThat(suspects.get(0).chance()).isCloseTo(1 / 70.0, within(1e-12));
    assertThat(suspects.get(0).own()).isEqualTo(new Share(4, 4));
    assertThat(suspects.get(0).others()).isEqualTo(new Share(4, 0));
    assertThat(suspects.get(1).chance()).isEqualTo(1);
    assertThat(Routes.rank(parts, List.of(List.of("b", "a")), 5)).isEmpty();
    assertThat(Routes.rank(List.of(), STEPS, 1)).isEmpty();
  }

  @Test
  void aRatesBoundsAreWilsonsAndThoseOfNoPartsSayNothing() {
    // 10 of 50, by hand: (10 + 1.9207) / 53.8415 = 0.22141, half the width 0.10899
    Share share = new Share(50, 10);
    assertThat(share.rate()).isEqualTo(0.2);
    assertThat(share.low()).isCloseTo(0.1124, within(1e-4));
    assertThat(share.high()).isCloseTo(0.3304, within(1e-4));
    assertThat(new Share(20, 0).low()).isZero();
    assertThat(new Share(20, 20).high()).isEqualTo(1);
    assertThat(Share.NONE.low()).isZero();
    assertThat(Share.NONE.high()).isEqualTo(1);
    assertThat(Share.NONE.chanceIfLike(share)).isEqualTo(1);
    assertThatThrownBy(() -> new Share(3, 4)).hasMessageContaining("given 4 bad of 3 parts");
  }

  /** Parts through one of three machines in each of three steps, then through one packer. */
  private static List<Part> made(int count, Set<String> culprits, double rate, Random random) {
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Set<String> route =
          Set.of(
              "cut-" + random.nextInt(3),
              "mill-" + random.nextInt(3),
              "coat-" + random.nextInt(3),
              "packer");
      double chance = route.stream().anyMatch(culprits::contains) ? rate : 0.02;
      parts.add(new Part(route, random.nextDouble() < chance));
    }
    return parts;
  }

  private static List<Set<String>> blamed(List<Part> parts) {
    List<Suspect> suspects = Routes.rank(parts, STEPS, 30);
    List<Suspect> guilty =
        suspects.stream().filter(each -> each.chance() * suspects.size() <= LEVEL).toList();
    return Routes.blamed(parts, STEPS, guilty);
  }

  @Test
  void theRightMachineOfNineIsPicked() {
    Random random = new Random(50);
    int right = 0;
    int wrong = 0;
    for (int run = 0; run < 100; run++) {
      List<Set<String>> blamed = blamed(made(600, Set.of("mill-1"), 0.12, random));
      right += blamed.equals(List.of(Set.of("mill-1"))) ? 1 : 0;
      wrong += blamed.stream().anyMatch(each -> !each.contains("mill-1")) ? 1 : 0;
    }
    assertThat(right).isGreaterThan(92);
    assertThat(wrong).isLessThan(3);
  }

  @Test
  void twoMachinesThatAreBothBadAreBothPickedEachByItself() {
    Random random = new Random(52);
    int right = 0;
    for (int run = 0; run < 100; run++) {
      List<Set<String>> blamed = blamed(made(1200, Set.of("mill-1", "coat-2"), 0.15, random));
      right += Set.copyOf(blamed).equals(Set.of(Set.of("mill-1"), Set.of("coat-2"))) ? 1 : 0;
    }
    assertThat(right).isGreaterThan(90);
  }

  @Test
  void whereNoMachineIsToBlameNoneIsBlamedMoreOftenThanSet() {
    Random random = new Random(51);
    int blamed = 0;
    for (int run = 0; run < 500; run++) {
      blamed += blamed(made(400, Set.of(), 0, random)).isEmpty() ? 0 : 1;
    }
    assertThat(blamed).isBetween(1, 38);
  }

  @Test
  void machinesThatPartsAlwaysPassTogetherAreNamedTogether() {
    Random random = new Random(53);
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < 600; i++) {
      int line = random.nextInt(3);
      Set<String> route = Set.of("cut-" + line, "mill-" + line, "coat-" + random.nextInt(3));
      parts.add(new Part(route, random.nextDouble() < (line == 1 ? 0.15 : 0.02)));
    }
    assertThat(blamed(parts)).containsExactly(Set.of("cut-1", "mill-1"));
  }

  @Test
  void thoseThatNearlyAlwaysDoAreToldApartByThePartsThatDidNot() {
    Random random = new Random(54);
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      int line = random.nextInt(3);
      int other = random.nextInt(5) == 0 ? random.nextInt(3) : line;
      Set<String> route = Set.of("cut-" + line, "mill-" + other, "coat-" + random.nextInt(3));
      parts.add(new Part(route, random.nextDouble() < (other == 1 ? 0.2 : 0.02)));
    }
    assertThat(Routes.rank(parts, STEPS, 30).stream().filter(each -> each.chance() < 1e-6))
        .extracting(Suspect::machine)
        .containsExactlyInAnyOrder("cut-1", "mill-1");
    assertThat(blamed(parts)).containsExactly(Set.of("mill-1"));
  }

  @Test
  void aStepThatPartsDidNotReachSaysNothingOfThem() {
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      // half are thrown away after the first step, most of them bad
      boolean thrown = i % 2 == 0;
      Set<String> route = thrown ? Set.of("cut-0") : Set.of("cut-0", "mill-" + i / 2 % 2);
      parts.add(new Part(route, thrown || i % 10 == 1));
    }
    assertThat(Routes.rank(parts, STEPS, 5))
        .extracting(Suspect::machine)
        .containsExactlyInAnyOrder("mill-0", "mill-1");
  }
}
