package org.bellcrank.delivery.metadata;

import java.nio.charset.StandardCharsets;
import org.bellcrank.delivery.connector.Json;
import org.bellcrank.journal.Facts;

/** Reads one JSON Schema, or an OpenAPI 3 document with many. */
final class JsonSchemaReader implements MetadataReader {

  private final boolean openApi;

  /**
   * @param openApi whether the schemas stand in an OpenAPI document
   */
  JsonSchemaReader(boolean openApi) {
    this.openApi = openApi;
  }

  @Override
  public ForeignSchema read(byte[] document) throws UnreadableMetadataException {
    String wanted =
        openApi
            ? "an OpenAPI 3 document in JSON, with openapi and components"
            : "a JSON Schema with properties";
    MetadataReader.begins(document, wanted, "\\{");
    String text = new String(document, StandardCharsets.UTF_8).replaceFirst("^\uFEFF", "");
    Json json = Json.lenient(text);
    if (json.root() instanceof Facts root && root.values().isEmpty()) {
      throw new UnreadableMetadataException("given broken JSON; allowed: " + wanted);
    }
    boolean fits =
        openApi
            ? json.text("/openapi").filter(version -> version.startsWith("3")).isPresent()
            : json.at("/properties").or(() -> json.at("/$ref")).isPresent();
    if (!fits) {
      throw new UnreadableMetadataException("given other JSON; allowed: " + wanted);
    }
    JsonSchemas schemas = new JsonSchemas(json);
    if (openApi) {
      schemas.components();
      schemas.bodies();
    } else {
      schemas.whole();
    }
    return schemas.schema();
  }
}
