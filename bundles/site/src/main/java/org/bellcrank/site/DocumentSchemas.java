package org.bellcrank.site;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bellcrank.calendar.PlantCalendars;
import org.bellcrank.delivery.connector.ConnectorCheck;
import org.bellcrank.journal.Facts;

/** Every schema a person may want beside an editor. */
final class DocumentSchemas {

  /** The file that stands for a whole site document with any of the sections. */
  static final String SITE = "site.schema.json";

  private static final String END = ".schema.json";

  private DocumentSchemas() {}

  /** Texts by file name. */
  static Map<String, String> all() {
    Map<String, String> texts = new TreeMap<>();
    Facts.Builder sections = Facts.builder();
    Sections.published()
        .forEach(
            (name, text) -> {
              texts.put(name + END, text);
              sections.put(name, Facts.with("$ref", name + END).build());
            });
    texts.put("calendar" + END, Sections.schemaText("calendar", PlantCalendars.class));
    sections.put(
        "calendars",
        Facts.with("type", "array")
            .put("items", Facts.with("$ref", "calendar" + END).build())
            .build());
    for (String name : List.of("connector", "recipe", "mapping", "facts", "reading", "double")) {
      texts.put(name + END, Sections.schemaText(name, ConnectorCheck.class));
    }
    texts.put(
        SITE,
        Facts.with("$schema", "https://json-schema.org/draft/2020-12/schema")
                .put("title", "A site document: any of its sections")
                .put("type", "object")
                .put("additionalProperties", false)
                .put("properties", sections.build())
                .build()
                .json()
            + "\n");
    return texts;
  }
}
