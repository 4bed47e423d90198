package org.bellcrank.vision;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class SuppressionPropertyTest {

  @Provide
  Arbitrary<List<Candidate>> candidates() {
    Arbitrary<Double> place = Arbitraries.doubles().between(0, 60);
    Arbitrary<Double> size = Arbitraries.doubles().between(1, 40);
    return Combinators.combine(
            Arbitraries.integers().between(0, 2),
            Arbitraries.doubles().between(0, 1),
            place,
            place,
            size,
            size)
        .as((c, score, x, y, w, h) -> new Candidate(c, score, x, y, x + w, y + h))
        .list()
        .ofMaxSize(40);
  }

  @Property
  void noTwoOfAClassOverlapAndWhatIsGoneHadABetterRival(
      @ForAll("candidates") List<Candidate> candidates) {
    List<Candidate> kept = Suppression.byClass(candidates, 0.5);
    assertThat(candidates).containsAll(kept);
    for (Candidate a : kept) {
      for (Candidate b : kept) {
        assertThat(a == b || a.classIndex() != b.classIndex() || a.overlap(b) <= 0.5).isTrue();
      }
    }
    for (Candidate gone : candidates) {
      assertThat(
              kept.contains(gone)
                  || kept.stream()
                      .anyMatch(
                          k ->
                              k.classIndex() == gone.classIndex()
                                  && k.score() >= gone.score()
                                  && k.overlap(gone) > 0.5))
          .isTrue();
    }
  }

  @Example
  void boxesOfDifferentClassesStandBesideEachOther() {
    Candidate pit = new Candidate(0, 0.9, 0, 0, 10, 10);
    Candidate scratch = new Candidate(1, 0.8, 0, 0, 10, 10);
    Candidate pitAgain = new Candidate(0, 0.7, 1, 0, 10, 10);
    assertThat(Suppression.byClass(List.of(pitAgain, scratch, pit), 0.5))
        .containsExactly(pit, scratch);
  }
}
