package org.bellcrank.rule;

import java.util.EnumMap;
import java.util.Map;
import org.bellcrank.asset.Criticality;

/** Criticality × severity → priority, 1 most urgent to 5. */
public final class PriorityMatrix {

  /** The defaults of the product. */
  public static final PriorityMatrix DEFAULT = standard();

  private final Map<Criticality, Map<Severity, Integer>> cells;

  /**
   * A full matrix.
   *
   * @throws IllegalArgumentException when a cell is missing or outside 1 to 5
   */
  public PriorityMatrix(Map<Criticality, Map<Severity, Integer>> cells) {
    Map<Criticality, Map<Severity, Integer>> copy = new EnumMap<>(Criticality.class);
    for (Criticality criticality : Criticality.values()) {
      Map<Severity, Integer> row = new EnumMap<>(Severity.class);
      for (Severity severity : Severity.values()) {
        Integer priority = cells.getOrDefault(criticality, Map.of()).get(severity);
        if (priority == null || priority < 1 || priority > 5) {
          throw new IllegalArgumentException(
              "priority of criticality %s and severity %s: given %s; allowed 1 to 5"
                  .formatted(criticality, severity, priority));
        }
        row.put(severity, priority);
      }
      copy.put(criticality, row);
    }
    this.cells = copy;
  }

  /** The priority of a cell, 1 to 5. */
  public int priority(Criticality criticality, Severity severity) {
    return cells.get(criticality).get(severity);
  }

  private static PriorityMatrix standard() {
    Map<Criticality, Map<Severity, Integer>> cells = new EnumMap<>(Criticality.class);
    for (Criticality criticality : Criticality.values()) {
      Map<Severity, Integer> row = new EnumMap<>(Severity.class);
      for (Severity severity : Severity.values()) {
        int steps = criticality.ordinal() + Severity.CRITICAL.ordinal() - severity.ordinal();
        row.put(severity, Math.min(5, 1 + steps));
      }
      cells.put(criticality, row);
    }
    return new PriorityMatrix(cells);
  }
}
