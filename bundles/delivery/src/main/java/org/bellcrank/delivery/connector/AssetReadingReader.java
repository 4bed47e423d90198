package org.bellcrank.delivery.connector;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bellcrank.delivery.AssetFields;
import org.bellcrank.delivery.ForeignAsset;
import org.bellcrank.delivery.connector.AssetReading.Worded;
import org.bellcrank.delivery.connector.OrderReading.Taken;
import org.bellcrank.document.InvalidDocumentException;
import org.bellcrank.document.MapNode;

/** Reads {@code assets.yaml}, which the schema has let through. */
final class AssetReadingReader {

  private static final Duration EVERY = Duration.ofDays(1);

  private final List<Connector.ContextField> context;
  private final QuestionReader questions;

  /**
   * Reads with the names of a connector.
   *
   * @param format of answers whose call does not say it
   */
  AssetReadingReader(
      List<Connector.ContextField> context, Content.Format format, Problems problems) {
    this.context = context;
    questions = new QuestionReader(context, format, problems);
  }

  AssetReading read(MapNode root) throws InvalidDocumentException {
    MapNode all = root.map("all");
    OrderReading.Call call = questions.call(all, questions.ofQuestions());
    questions.paths(call.format()).list(all, "each");
    Map<String, Taken> names = questions.names(root.map("names"));
    Formulas ofRecords = CelFormulas.ofRecord(context, QuestionReader.types(names));
    MapNode asset = root.map("asset");
    return new AssetReading(
        root.optionalDuration("every").orElse(EVERY),
        call,
        all.text("each"),
        questions.pages(all.optionalMap("pages"), call.format()),
        names,
        ofRecords.compile(asset.get("foreignId"), asset.text("foreignId")),
        fields(asset, ofRecords),
        criticality(root.optionalMap("criticality"), ofRecords),
        status(root.optionalMap("status"), ofRecords));
  }

  private static Map<String, Formula> fields(MapNode asset, Formulas ofRecords)
      throws InvalidDocumentException {
    Map<String, Formula> fields = new LinkedHashMap<>();
    for (String name : AssetFields.told()) {
      Optional<Formula> formula = QuestionReader.formula(asset, name, ofRecords);
      formula.ifPresent(given -> fields.put(name, given));
    }
    return fields;
  }

  private static Optional<Worded<String>> criticality(Optional<MapNode> given, Formulas ofRecords)
      throws InvalidDocumentException {
    if (given.isEmpty()) {
      return Optional.empty();
    }
    MapNode node = given.get();
    MapNode values = node.map("values");
    Map<String, String> meanings = new LinkedHashMap<>();
    for (String word : values.keys()) {
      meanings.put(word, values.text(word));
    }
    return Optional.of(new Worded<>(from(node, ofRecords), meanings));
  }

  private static Optional<Worded<ForeignAsset.State>> status(
      Optional<MapNode> given, Formulas ofRecords) throws InvalidDocumentException {
    if (given.isEmpty()) {
      return Optional.empty();
    }
    MapNode node = given.get();
    MapNode values = node.map("values");
    Map<String, ForeignAsset.State> meanings = new LinkedHashMap<>();
    for (String word : values.keys()) {
      meanings.put(word, values.enumValue(word, ForeignAsset.State.class));
    }
    return Optional.of(new Worded<>(from(node, ofRecords), meanings));
  }

  private static Formula from(MapNode node, Formulas ofRecords) throws InvalidDocumentException {
    return ofRecords.compile(node.get("from"), node.text("from"));
  }
}
