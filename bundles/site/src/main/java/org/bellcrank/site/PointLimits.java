package org.bellcrank.site;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.bellcrank.condition.Limit;

/**
 * The limits of one version of the site documents, found by point without looking at all of them:
 * each measurement asks. Immutable, safe for any thread.
 */
public final class PointLimits {

  /** No limits. */
  public static final PointLimits NONE = new PointLimits(List.of());

  private final List<Limit> all;
  private final Map<String, List<Limit>> byPoint;

  private PointLimits(List<Limit> all) {
    this.all = all;
    byPoint = new HashMap<>(all.stream().collect(Collectors.groupingBy(Limit::point)));
    byPoint.replaceAll((point, limits) -> List.copyOf(limits));
  }

  /** These limits, whose order is kept. */
  public static PointLimits of(List<Limit> all) {
    return new PointLimits(List.copyOf(all));
  }

  /** Every limit, in the documents' order. */
  public List<Limit> all() {
    return all;
  }

  /** Those of a point, in the documents' order; empty where it has none. */
  public List<Limit> of(String point) {
    return byPoint.getOrDefault(point, List.of());
  }
}
