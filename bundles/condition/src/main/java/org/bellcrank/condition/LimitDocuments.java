package org.bellcrank.condition;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bellcrank.asset.AssetRegister;
import org.bellcrank.document.InvalidDocumentException;
import org.bellcrank.document.MapNode;
import org.bellcrank.document.Problem;

/** Reads limits from site documents that already fit their schema. */
public final class LimitDocuments {

  private LimitDocuments() {}

  /**
   * Reads the limits.
   *
   * @param limits the maps of every {@code limits} list
   * @throws InvalidDocumentException with every mistake
   */
  public static List<Limit> read(List<MapNode> limits, AssetRegister register)
      throws InvalidDocumentException {
    List<Problem> problems = new ArrayList<>();
    List<Limit> read = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (MapNode node : limits) {
      if (!ids.add(node.text("id"))) {
        problems.add(node.problem("id", "an id of its own", "two limits have the same id"));
      }
      if (register.point(node.text("point")).isEmpty()) {
        problems.add(node.problem("point", "the id of a point", "no point has this id"));
      }
      if (!node.has("high") && !node.has("low")) {
        problems.add(node.problem("high, low or both", "a limit needs a bound"));
        continue;
      }
      read.add(
          new Limit(
              node.text("id"),
              node.text("point"),
              node.optionalNumber("high"),
              node.optionalNumber("low"),
              node.optionalNumber("hysteresis").orElse(0.0),
              node.optionalDuration("holdFor").orElse(Duration.ZERO),
              node.text("failureMode"),
              StateGate.read(node)));
    }
    if (!problems.isEmpty()) {
      throw new InvalidDocumentException(problems);
    }
    return List.copyOf(read);
  }
}
