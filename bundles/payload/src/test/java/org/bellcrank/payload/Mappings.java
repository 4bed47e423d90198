package org.bellcrank.payload;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.bellcrank.document.Documents;
import org.bellcrank.document.InvalidDocumentException;
import org.bellcrank.document.MapNode;
import org.bellcrank.document.Problem;
import org.bellcrank.document.Schema;
import org.bellcrank.expression.ExpressionLanguage;

/** Mappings from texts, as the site documents have them. */
final class Mappings {

  static final Instant NOW = Instant.parse("2026-05-04T06:00:00Z");

  private static final ExpressionLanguage LANGUAGE = new ExpressionLanguage();
  private static final Schema SCHEMA =
      Schema.ofResource(PayloadDocuments.class, "/schema/payloads.schema.json");

  private Mappings() {}

  static PayloadMappings read(String yaml) throws InvalidDocumentException {
    MapNode file = Documents.parse("payloads.yaml", yaml).asMap();
    List<Problem> problems = SCHEMA.validate(file.get("payloads"));
    if (!problems.isEmpty()) {
      throw new InvalidDocumentException(problems);
    }
    return new PayloadDocuments(LANGUAGE).read(file.maps("payloads"));
  }

  static Payload of(String topic, String text) {
    return new Payload(topic, text.getBytes(StandardCharsets.UTF_8), "mqtt:" + topic, NOW);
  }
}
