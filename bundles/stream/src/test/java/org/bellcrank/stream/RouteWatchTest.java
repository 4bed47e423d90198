package org.bellcrank.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.bellcrank.document.InvalidDocumentException;
import org.bellcrank.document.Problem;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.StoreException;
import org.bellcrank.observation.Prediction;
import org.junit.jupiter.api.Test;

class RouteWatchTest {

  private static final ToDoubleFunction<List<String>> WELL = route -> 0.02;
  private static final int PER_HOUR = 40;

  private static ToDoubleFunction<List<String>> jump(String machine) {
    return route -> route.contains(machine) ? 0.2 : 0.02;
  }

  private static Instant hour(int hour) {
    return RouteRig.START.plus(Duration.ofHours(hour));
  }

  @Test
  void aJumpIsToldOnItsMachineAndAnotherOneAfterItWasOver() throws Exception {
    RoutePlan plan = RouteRig.plan(RouteRig.ROUTES);
    RouteRig rig = new RouteRig(1);
    rig.run(plan, 0, 48, PER_HOUR, WELL);
    assertThat(rig.told).isEmpty();
    rig.run(plan, 48, 72, PER_HOUR, jump("oven-1"));
    assertThat(rig.told).singleElement().satisfies(RouteWatchTest::namesTheOven);
    assertThat(rig.store.notes).isEmpty();

    rig.run(plan, 72, 96, PER_HOUR, WELL);
    assertThat(rig.told).hasSize(1);
    assertThat(rig.store.notes).containsExactly("routes.ended bodies oven-1");

    rig.restart();
    rig.run(plan, 96, 120, PER_HOUR, jump("oven-1"));
    assertThat(rig.told).extracting(Prediction::point).containsExactly("oven-1/bad", "oven-1/bad");
    assertThat(rig.told).extracting(Prediction::id).doesNotHaveDuplicates();
  }

  private static void namesTheOven(Prediction told) {
    assertThat(told.point()).isEqualTo("oven-1/bad");
    assertThat(told.failureMode()).isEqualTo("bad-parts");
    assertThat(told.confidence()).isGreaterThan(0.999);
    assertThat(told.remainingLifeDays()).isEmpty();
    assertThat(told.context())
        .containsEntry("routes", "bodies")
        .containsEntry("machines", "oven-1")
        .containsEntry("machinesAsked", "6")
        .containsEntry("partsWithoutRoute", "0")
        .containsEntry("route", "press-0 or press-1 or press-2, then oven-0 or oven-1 or oven-2");
    assertThat(told.context().get("badParts"))
        .matches("[0-9.]+ % \\([0-9.]+ to [0-9.]+ %\\), [0-9]+ of [0-9]+ parts");
    assertThat(told.context().get("badPartsOfOthers")).contains(" parts");
    assertThat(told.context().get("badPartsBefore")).contains(" parts");
    assertThat(Double.parseDouble(told.context().get("chance"))).isBetween(0.0, 0.0005);
    assertThat(told.context().get("window")).matches("2026-.*Z to 2026-.*Z");
  }

  @Test
  void aJumpThatGoesOnIsToldOnceADayAlsoAfterARestart() throws Exception {
    RoutePlan plan = RouteRig.plan(RouteRig.ROUTES);
    RouteRig rig = new RouteRig(12);
    rig.run(plan, 0, 24, PER_HOUR, WELL);
    rig.run(plan, 24, 60, PER_HOUR, jump("oven-1"));
    rig.restart();
    rig.run(plan, 60, 24 + 60, PER_HOUR, jump("oven-1"));
    assertThat(rig.told)
        .hasSize(3)
        .allSatisfy(each -> assertThat(each.point()).isEqualTo("oven-1/bad"))
        .extracting(each -> each.captured().at().minus(Duration.ofDays(rig.told.indexOf(each))))
        .containsOnly(rig.told.get(0).captured().at());
    assertThat(rig.told).extracting(Prediction::id).doesNotHaveDuplicates();
    assertThat(rig.told)
        .extracting(each -> each.context().get("toldAgain"))
        .containsExactly("0", "1", "2");
    assertThat(rig.store.notes).isEmpty();
  }

  @Test
  void aMachineThatStandsIsNotToldAgain() throws Exception {
    RoutePlan plan = RouteRig.plan(RouteRig.ROUTES);
    RouteRig rig = new RouteRig(12);
    rig.run(plan, 0, 24, PER_HOUR, WELL);
    rig.run(plan, 24, 36, PER_HOUR, jump("oven-1"));
    rig.run(plan, 36, 96, 0, WELL);
    assertThat(rig.told).hasSize(1);
  }

  @Test
  void aMachineThatTheDocumentsNameNoMoreIsNoOpenJump() throws Exception {
    RoutePlan plan = RouteRig.plan(RouteRig.ROUTES);
    RouteRig rig = new RouteRig(12);
    rig.run(plan, 0, 24, PER_HOUR, WELL);
    rig.run(plan, 24, 36, PER_HOUR, jump("oven-1"));
    RoutePlan without = RouteRig.plan(RouteRig.ROUTES.replace("oven-1: oven-1/bad, ", ""));
    rig.run(without, 36, 37, PER_HOUR, jump("oven-1"));
    assertThat(rig.store.notes).containsExactly("routes.ended bodies oven-1");
    rig.run(without, 37, 38, PER_HOUR, jump("oven-1"));
    assertThat(rig.store.notes).hasSize(1);
    assertThat(rig.told).hasSize(1);
  }

  @Test
  void whatWasKeptBeforeJumpsWereToldAgainIsReadAndGoesOn() throws Exception {
    RoutePlan plan = RouteRig.plan(RouteRig.ROUTES);
    RouteRig rig = new RouteRig(12);
    rig.run(plan, 0, 24, PER_HOUR, WELL);
    rig.run(plan, 24, 36, PER_HOUR, jump("oven-1"));
    rig.store.states.computeIfPresent(
        plan.kept(),
        (key, facts) ->
            facts.toBuilder()
                .put("open", List.of(Facts.with("machines", List.of("oven-1")).build()))
                .build());
    rig.restart();
    rig.run(plan, 36, 36 + 23, PER_HOUR, jump("oven-1"));
    assertThat(rig.told).hasSize(1);
    rig.run(plan, 36 + 23, 36 + 24, PER_HOUR, jump("oven-1"));
    assertThat(rig.told).extracting(Prediction::point).containsExactly("oven-1/bad", "oven-1/bad");
    assertThat(rig.told).extracting(Prediction::id).doesNotHaveDuplicates();
  }

  @Test
  void theRightMachineIsPickedOverManySeeds() throws Exception {
    RoutePlan plan = RouteRig.plan(RouteRig.ROUTES);
    int right = 0;
    int wrong = 0;
    for (int seed = 0; seed < 16; seed++) {
      RouteRig rig = new RouteRig(100 + seed);
      String machine = (seed % 2 == 0 ? "press-" : "oven-") + seed % 3;
      rig.run(plan, 0, 24, PER_HOUR, WELL);
      rig.run(plan, 24, 40, PER_HOUR, jump(machine));
      right += rig.told.stream().anyMatch(each -> each.point().equals(machine + "/bad")) ? 1 : 0;
      wrong +=
          (int)
              rig.told.stream()
                  .filter(each -> !each.context().get("machines").contains(machine))
                  .count();
    }
    assertThat(right).isGreaterThanOrEqualTo(15);
    assertThat(wrong).isZero();
  }

  /** One false telling in three days is allowed: many, so that there are some to count. */
  @Test
  void withoutAJumpNoMoreIsToldThanSet() throws Exception {
    RoutePlan plan = RouteRig.plan(RouteRig.ROUTES + "    oneFalseIn: P3D\n");
    // machines that were never alike, and material that is bad for all of them
    ToDoubleFunction<List<String>> unlike =
        route ->
            0.03 + (route.contains("press-2") ? 0.03 : 0) + (route.contains("oven-0") ? 0.02 : 0);
    int told = 0;
    int days = 0;
    for (int seed = 0; seed < 10; seed++) {
      RouteRig rig = new RouteRig(200 + seed);
      rig.run(plan, 0, 72, PER_HOUR, unlike);
      rig.run(plan, 72, 84, PER_HOUR, route -> 0.09);
      rig.run(plan, 84, 96, PER_HOUR, unlike);
      days += 4;
      told += rig.told.size();
    }
    assertThat(told).as("of %s days", days).isBetween(1, days / 3);
  }

  @Test
  void machinesThatCannotBeToldApartAreNamedTogetherOnNoAssetAndLaterExactly() throws Exception {
    RoutePlan plan = RouteRig.plan(RouteRig.ROUTES);
    RouteRig rig = new RouteRig(3);
    for (int hour = 0; hour < 72; hour++) {
      for (int i = 0; i < PER_HOUR; i++) {
        rig.make(
            rig.inLine(hour < 56 ? 0 : 0.5),
            hour < 40 ? WELL : jump("press-2"),
            hour(hour).plusSeconds(80L * i));
      }
      rig.look(plan, hour(hour + 1).plusSeconds(180));
      if (hour == 55) {
        assertThat(rig.told)
            .singleElement()
            .satisfies(told -> assertThat(told.point()).isEqualTo("oven-2 or press-2"));
      }
    }
    assertThat(rig.told)
        .extracting(Prediction::point)
        .containsExactly("oven-2 or press-2", "press-2/bad");
    assertThat(rig.told.get(0).context().get("badParts")).contains("oven-2: ", "; press-2: ");
  }

  @Test
  void whatWasToldJustBeforeAKillHasTheSameNameAgain() throws Exception {
    RoutePlan plan = RouteRig.plan(RouteRig.ROUTES);
    RouteRig rig = new RouteRig(4);
    rig.run(plan, 0, 30, PER_HOUR, WELL);
    int hour = 30;
    while (rig.told.isEmpty() && hour < 48) {
      Instant from = hour(hour++);
      for (int i = 0; i < PER_HOUR; i++) {
        rig.make(rig.crossed(), jump("press-0"), from.plusSeconds(90L * i));
      }
      rig.store.fails = true; // what is told is durable, that it was told is not
      Instant now = from.plus(Duration.ofMinutes(63));
      assertThatThrownBy(() -> rig.look(plan, now)).isInstanceOf(StoreException.class);
      rig.restart();
      rig.store.fails = false;
      rig.look(plan, now);
    }
    assertThat(rig.told).hasSize(1);
  }

  @Test
  void aMachinesPastIsTheSameHoweverLongTheGatewayWasAway() throws Exception {
    RoutePlan plan = RouteRig.plan(RouteRig.ROUTES);
    RouteRig often = new RouteRig(5);
    RouteRig seldom = new RouteRig(5);
    often.run(plan, 0, 60, PER_HOUR, WELL);
    seldom.run(plan, 0, 20, PER_HOUR, WELL);
    RoutePlan unlooked = RouteRig.plan(RouteRig.ROUTES.replace("bodies", "others"));
    seldom.run(unlooked, 20, 60, PER_HOUR, WELL);
    seldom.restart();
    seldom.look(plan, hour(60).plusSeconds(180));
    assertThat(past(often)).hasSizeGreaterThan(200).isEqualTo(past(seldom));
  }

  private static List<RollUp> past(RouteRig rig) {
    return rig.store.rollUps.values().stream()
        .filter(each -> each.point().startsWith("route:bodies/"))
        .toList();
  }

  @Test
  void aLookThatCannotSeeAllPassagesTellsNothingAndTheNextOneThatCanDoes() throws Exception {
    RoutePlan plan = RouteRig.plan(RouteRig.ROUTES);
    RouteRig rig = new RouteRig(10);
    rig.run(plan, 0, 24, PER_HOUR, WELL);
    int shares = rig.samples.size();
    rig.restart(8 * PER_HOUR * 3); // of 8 hours each part leaves three places
    rig.run(plan, 24, 30, PER_HOUR, route -> route.contains("oven-1") ? 0.5 : 0.02);
    assertThat(rig.told).isEmpty();
    assertThat(rig.samples).hasSize(shares);
    assertThat(rig.complaints(plan))
        .singleElement()
        .asString()
        .contains("960 passages or more in PT8H, so nothing is told");
    rig.restart(400_000);
    rig.run(plan, 30, 31, PER_HOUR, jump("oven-1"));
    assertThat(rig.told).extracting(Prediction::point).containsExactly("oven-1/bad");
    assertThat(rig.complaints(plan)).isEmpty();
  }

  @Test
  void aMachinesPastIsReadByPiecesAndLacksOnlyStretchesThatCannotBeSeenWhole() throws Exception {
    RoutePlan plan = RouteRig.plan(RouteRig.ROUTES);
    RouteRig whole = new RouteRig(11);
    RouteRig away = new RouteRig(11);
    for (RouteRig rig : List.of(whole, away)) {
      rig.run(plan, 0, 2, PER_HOUR, WELL);
      RoutePlan other = RouteRig.plan(RouteRig.ROUTES.replace("bodies", "others"));
      rig.run(other, 2, 50, PER_HOUR, WELL);
      rig.run(other, 50, 51, 10 * PER_HOUR, WELL);
      rig.run(other, 51, 72, PER_HOUR, WELL);
    }
    whole.look(plan, hour(72).plusSeconds(180));
    away.restart(12 * PER_HOUR * 3); // a stretch and its window fit, all of three days do not
    away.look(plan, hour(72).plusSeconds(180));
    assertThat(past(away))
        .isEqualTo(
            past(whole).stream()
                .filter(each -> each.from().isBefore(hour(42)) || each.from().isAfter(hour(50)))
                .toList())
        .hasSizeGreaterThan(200);
    assertThat(away.complaints(plan)).singleElement().asString().contains("so no past of it");
    away.run(plan, 72, 73, PER_HOUR, WELL);
    assertThat(away.complaints(plan)).isEmpty();
  }

  @Test
  void aLongerWindowCountsNoPartTwice() throws Exception {
    RouteRig rig = new RouteRig(6);
    rig.run(RouteRig.plan(RouteRig.ROUTES), 0, 24, PER_HOUR, WELL);
    RoutePlan longer = RouteRig.plan(RouteRig.ROUTES.replace("PT8H", "PT12H"));
    rig.restart();
    rig.run(longer, 24, 48, PER_HOUR, WELL);
    long ovens =
        past(rig).stream()
            .filter(each -> each.point().contains("oven"))
            .mapToLong(RollUp::count)
            .sum();
    assertThat(ovens).isEqualTo((48 - 12) * PER_HOUR);
  }

  @Test
  void sharesOfMachinesBecomeSamplesWhereTheyHaveEnoughParts() throws Exception {
    RoutePlan plan = RouteRig.plan(RouteRig.ROUTES);
    RouteRig rig = new RouteRig(7);
    rig.run(plan, 0, 2, 12, WELL);
    assertThat(rig.samples).isEmpty();
    rig.run(plan, 2, 20, PER_HOUR, route -> route.contains("oven-2") ? 1 : 0);
    List<Sample> last = rig.samples.subList(rig.samples.size() - 6, rig.samples.size());
    assertThat(last)
        .allSatisfy(each -> assertThat(each.at()).isEqualTo(hour(20).minusSeconds(1)))
        .extracting(Sample::point)
        .containsExactlyInAnyOrder(
            "press-0/bad", "press-1/bad", "press-2/bad", "oven-0/bad", "oven-1/bad", "oven-2/bad");
    assertThat(last)
        .filteredOn(each -> each.point().startsWith("oven"))
        .allSatisfy(
            each -> assertThat(each.value()).isEqualTo(each.point().equals("oven-2/bad") ? 1 : 0));
  }

  @Test
  void partsWithoutRouteAreToldAsLongAsTheyAreMany() throws Exception {
    RoutePlan plan = RouteRig.plan(RouteRig.ROUTES);
    RouteRig rig = new RouteRig(8);
    rig.look(plan, hour(0));
    for (int i = 0; i < 100; i++) {
      rig.make(i < 40 ? List.of("lathe") : rig.crossed(), WELL, hour(0).plusSeconds(36L * i));
    }
    rig.look(plan, hour(1).plusSeconds(180));
    assertThat(rig.complaints(plan))
        .containsExactly(
            "routes 'bodies': 40 of 100 parts judged until 2026-03-02T07:00:00Z passed no machine"
                + " that is named there");
    rig.run(plan, 1, 12, PER_HOUR, WELL);
    assertThat(rig.complaints(plan)).isEmpty();
  }

  @Test
  void passagesAreForgottenWhenNoLookNeedsThemAnyMore() throws Exception {
    RoutePlan plan = RouteRig.plan(RouteRig.ROUTES + "    route: P1D\n");
    RouteRig rig = new RouteRig(9);
    rig.run(plan, 0, 72, 2, WELL);
    rig.tidy(plan, hour(72));
    assertThat(rig.store.passages.firstKey()).isBetween(hour(72 - 24 - 17), hour(72 - 24 - 16));
    int kept = rig.store.passages.size();
    rig.tidy(plan, hour(72).plusSeconds(600));
    assertThat(rig.store.passages).hasSize(kept);
  }

  @Test
  void documentsWithoutRoutesForADayCostNoPassages() throws Exception {
    RoutePlan plan = RouteRig.plan(RouteRig.ROUTES + "    route: P1D\n");
    RouteRig rig = new RouteRig(9);
    rig.run(plan, 0, 72, 2, WELL);
    rig.tidy(plan, hour(72));
    rig.tidy(hour(73));
    rig.tidy(hour(74));
    Instant oldest = rig.store.passages.firstKey(); // as with routes, two hours later
    assertThat(oldest).isBetween(hour(74 - 24 - 17), hour(74 - 24 - 16));
    rig.restart();
    rig.tidy(hour(76));
    rig.tidy(hour(90));
    assertThat(rig.store.passages.firstKey()).isEqualTo(oldest);
    rig.tidy(hour(76 + 7 * 24));
    assertThat(rig.store.passages.keySet()).isEmpty();
  }

  @Test
  void aPartCountsOnceWhenItWasJudgedFirstAndIsBadWhereItWasSaidSoonAfter() {
    Instant at = RouteRig.START;
    List<JudgedPart> parts =
        JudgedPart.of(
            List.of(
                passage("a", "old", -90, null),
                passage("a", "press", -2, null),
                passage("a", "check", 0, true),
                passage("a", "oven", 1, null),
                passage("a", "check", 2, false),
                passage("a", "rework", 3, null),
                passage("a", "check", 4, true),
                passage("b", "press", 0, null),
                passage("c", "check", 0, true),
                passage("c", "oven", 1, null),
                passage("c", "check", 9, false)),
            Duration.ofHours(8),
            Duration.ofDays(3));
    assertThat(parts).hasSize(2).allSatisfy(each -> assertThat(each.first()).isEqualTo(at));
    assertThat(parts.get(0).route().bad()).isTrue();
    assertThat(parts.get(0).route().machines()).containsExactlyInAnyOrder("press", "check", "oven");
    assertThat(parts.get(1).route().bad()).isFalse();
    assertThat(parts.get(1).route().machines()).containsExactly("check");
  }

  private static Passage passage(String part, String asset, int hours, Boolean good) {
    return new Passage(part, asset, hour(hours), Optional.ofNullable(good));
  }

  @Test
  void mistakesAreToldWithTheirPlace() {
    assertThat(problems("oven-2: oven-2/bad", "oven-9: oven-2/bad"))
        .anyMatch(each -> each.contains("no asset has this id"));
    assertThat(problems("oven-2: oven-2/bad", "press-0: press-0/bad"))
        .anyMatch(each -> each.contains("one step for each machine"));
    assertThat(problems("oven-2/bad", "oven-1/bad"))
        .anyMatch(each -> each.contains("a point of asset 'oven-2'"))
        .anyMatch(each -> each.contains("a point that gets one result"));
    assertThat(problems("oven-2/bad", "oven-2/heat"))
        .singleElement()
        .asString()
        .contains("a point without unit");
    assertThat(problems("PT8H", "PT90M")).singleElement().asString().contains("whole number");
    assertThat(problems("window: PT8H", "oneFalseIn: PT3H"))
        .singleElement()
        .asString()
        .contains("PT20H to");
  }

  private static List<String> problems(String text, String instead) {
    try {
      RouteRig.plan(RouteRig.ROUTES.replace(text, instead));
      return List.of();
    } catch (InvalidDocumentException e) {
      return e.problems().stream().map(Problem::text).toList();
    }
  }
}
