package org.bellcrank.delivery.connector;

import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bellcrank.document.InvalidDocumentException;
import org.bellcrank.document.MapNode;

/** Reads lists of {@code status … means …}. */
final class AnswerRulesReader {

  private final PathCheck paths;
  private final Problems problems;

  /**
   * @param format of the answers whose places are named
   */
  AnswerRulesReader(Content.Format format, Problems problems) {
    paths = new PathCheck(format, problems);
    this.problems = problems;
  }

  AnswerRules read(List<MapNode> nodes) throws InvalidDocumentException {
    List<AnswerRules.Rule> rules = new ArrayList<>();
    for (MapNode node : nodes) {
      String status = node.text("status");
      int from = Integer.parseInt(status.replace("xx", "00"));
      rules.add(
          new AnswerRules.Rule(
              from,
              status.endsWith("xx") ? from + 99 : from,
              node.optionalText("containing"),
              at(node),
              node.enumValue("means", AnswerRules.Meaning.class),
              pause(node)));
    }
    return new AnswerRules(List.copyOf(rules));
  }

  private Optional<AnswerRules.At> at(MapNode node) throws InvalidDocumentException {
    if (node.has("equals") && !node.has("at")) {
      problems.add(node.get("equals").problem("equals with at", "nothing says where it stands"));
    }
    paths.value(node, "at", false);
    return node.has("at")
        ? Optional.of(new AnswerRules.At(node.text("at"), node.optionalText("equals")))
        : Optional.empty();
  }

  private Optional<AnswerRules.Pause> pause(MapNode node) throws InvalidDocumentException {
    Optional<MapNode> given = node.optionalMap("pause");
    if (given.isEmpty()) {
      return Optional.empty();
    }
    if (!node.text("means").equals("busy")) {
      problems.add(node.get("means").problem("busy", "only who is busy asks to wait"));
    }
    paths.value(given.get(), "at", false);
    boolean millis = given.get().text("as").equals("millis");
    return Optional.of(
        new AnswerRules.Pause(
            given.get().text("at"), millis ? ChronoUnit.MILLIS : ChronoUnit.SECONDS));
  }
}
