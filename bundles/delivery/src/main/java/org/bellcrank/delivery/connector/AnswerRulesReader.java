package org.bellcrank.delivery.connector;

import java.util.ArrayList;
import java.util.List;
import org.bellcrank.document.InvalidDocumentException;
import org.bellcrank.document.MapNode;

/** Reads lists of {@code status … means …}. */
final class AnswerRulesReader {

  private AnswerRulesReader() {}

  static AnswerRules read(List<MapNode> nodes) throws InvalidDocumentException {
    List<AnswerRules.Rule> rules = new ArrayList<>();
    for (MapNode node : nodes) {
      String status = node.text("status");
      int from = Integer.parseInt(status.replace("xx", "00"));
      rules.add(
          new AnswerRules.Rule(
              from,
              status.endsWith("xx") ? from + 99 : from,
              node.optionalText("containing"),
              node.enumValue("means", AnswerRules.Meaning.class)));
    }
    return new AnswerRules(List.copyOf(rules));
  }
}
