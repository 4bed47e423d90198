package org.bellcrank.delivery.connector;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bellcrank.delivery.ConnectorInstance;
import org.bellcrank.delivery.StepRequest;
import org.bellcrank.document.Mark;

/**
 * Where a system itself tells about its fields.
 *
 * @param where its place in the file
 * @param kind in which language it tells
 * @param call what fetches it from an instance; empty where only a file can be read
 * @param below how the names of all fields begin that stand there, without it; empty for all fields
 * @param entity in which the fields stand that are not named elsewhere
 * @param elsewhere entity of the fields that stand in another, by the field's name here
 * @param names pointer of the fields that are called otherwise there, by the name here
 * @param without names of the fields that stand in no metadata
 */
public record MetadataPlace(
    Mark where,
    Kind kind,
    Optional<Call> call,
    Optional<String> below,
    String entity,
    Map<String, String> elsewhere,
    Map<String, String> names,
    Set<String> without) {

  /** The language of metadata. */
  public enum Kind {
    /** {@code $metadata} of OData. */
    ODATA,
    /** One JSON Schema. */
    JSON_SCHEMA,
    /** OpenAPI 3 in JSON. */
    OPENAPI,
    /** A WSDL with its XML Schema, or that alone. */
    WSDL,
    /** The columns of a database. */
    COLUMNS
  }

  /**
   * What fetches metadata.
   *
   * @param route the connector's route that carries it
   * @param path below the instance's address
   */
  public record Call(
      String route, Template path, Map<String, Template> query, Map<String, Template> headers) {

    /**
     * The call, ready to be sent: a GET, or statements for a database.
     *
     * @param known names of the instance with their values
     * @param statements empty for a GET
     * @throws IllegalStateException when its path needs a name that is not known
     */
    public StepRequest request(
        ConnectorInstance instance, Limits limits, Map<String, Object> known, byte[] statements) {
      String rendered =
          path.render(known)
              .orElseThrow(
                  () ->
                      new IllegalStateException(
                          "the address of the metadata needs %s, which the instance does not say"
                              .formatted(path.missing(known))));
      return new StepRequest(
          route,
          instance,
          statements.length == 0 ? "GET" : "POST",
          rendered,
          Writing.query(query, known),
          Writing.headers(headers, known),
          statements,
          limits.connectTimeout(),
          instance.answerTimeout().orElse(limits.answerTimeout()));
    }
  }

  /** In which entity a field stands. */
  public String entity(String name) {
    return elsewhere.getOrDefault(name, entity);
  }

  /** What a field is called there, as a pointer. */
  public String there(String name) {
    return names.getOrDefault(name, name.substring(below.map(String::length).orElse(0)));
  }

  /** Whether a field stands in this metadata at all. */
  public boolean tells(String name) {
    return !without.contains(name) && below.filter(part -> !name.startsWith(part + "/")).isEmpty();
  }
}
