package org.bellcrank.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.bellcrank.condition.Limit;
import org.junit.jupiter.api.Test;

class PointLimitsTest {

  @Test
  void aPointHasItsOwnLimitsInTheirOrderAndAnotherHasNone() {
    Limit warm = limit("warm", "press-4/oil");
    Limit other = limit("other", "press-5/oil");
    Limit hot = limit("hot", "press-4/oil");
    PointLimits limits = PointLimits.of(List.of(warm, other, hot));
    assertThat(limits.of("press-4/oil")).containsExactly(warm, hot);
    assertThat(limits.of("press-5/oil")).containsExactly(other);
    assertThat(limits.of("press-6/oil")).isEmpty();
    assertThat(limits.all()).containsExactly(warm, other, hot);
  }

  private static Limit limit(String id, String point) {
    return new Limit(
        id, point, Optional.of(75.0), Optional.empty(), 1, Duration.ZERO, "overheating");
  }
}
