package org.bellcrank.document;

import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.PathType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A JSON Schema (2020-12) that documents are held against. Formats are asserted; nothing is ever
 * fetched from outside. Safe for any thread.
 */
public final class Schema {

  private static final SchemaRegistryConfig CONFIG =
      SchemaRegistryConfig.builder()
          .formatAssertionsEnabled(true)
          .pathType(PathType.JSON_POINTER)
          .losslessNarrowing(true)
          .build();

  private static final Node EMPTY = new NullNode(new Mark("", 1, 1), "");

  private final String name;
  private final Node text;
  private final com.networknt.schema.Schema compiled;

  private Schema(String name, Node text, com.networknt.schema.Schema compiled) {
    this.name = name;
    this.text = text;
    this.compiled = compiled;
  }

  /**
   * @param name what messages call it
   * @param jsonSchemaText JSON or YAML
   * @throws InvalidDocumentException when the text is broken or refers to what is not in it
   */
  public static Schema of(String name, String jsonSchemaText) throws InvalidDocumentException {
    Node node = Documents.parse(name, jsonSchemaText);
    node.asMap();
    List<Problem> broken =
        new SchemaProblems(EMPTY, node).of(Meta.SCHEMA.validate(JsonTree.of(node)));
    if (!broken.isEmpty()) {
      throw new InvalidDocumentException(broken);
    }
    try {
      com.networknt.schema.Schema compiled = registry().getSchema(JsonTree.of(node));
      compiled.initializeValidators();
      return new Schema(name, node, compiled);
    } catch (SchemaException unusable) {
      throw new InvalidDocumentException(
          new Problem(
              node.where(), "", "", "", "the schema cannot be used: " + unusable.getMessage()));
    }
  }

  /**
   * A schema shipped in the owner's bundle.
   *
   * @param resource absolute, for example {@code /schema/assets.schema.json}
   * @throws IllegalStateException when it is absent or broken, which is a mistake in the build
   */
  public static Schema ofResource(Class<?> owner, String resource) {
    try (InputStream in = owner.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("No resource " + resource + " beside " + owner.getName());
      }
      return of(resource, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException | InvalidDocumentException broken) {
      throw new IllegalStateException("The shipped schema " + resource + " is broken.", broken);
    }
  }

  public String name() {
    return name;
  }

  /** Everything that is wrong with a document, sorted by place; empty when it is valid. */
  public List<Problem> validate(Node document) {
    return new SchemaProblems(text, document).of(compiled.validate(JsonTree.of(document)));
  }

  /**
   * The document itself when it is valid.
   *
   * @throws InvalidDocumentException with everything {@link #validate} finds
   */
  public Node check(Node document) throws InvalidDocumentException {
    List<Problem> problems = validate(document);
    if (!problems.isEmpty()) {
      throw new InvalidDocumentException(problems);
    }
    return document;
  }

  private static SchemaRegistry registry() {
    return SchemaRegistry.withDefaultDialect(
        SpecificationVersion.DRAFT_2020_12, b -> b.schemaRegistryConfig(CONFIG));
  }

  /** The schema of schemas, which the library brings along; loaded with the first schema. */
  private static final class Meta {
    private static final com.networknt.schema.Schema SCHEMA =
        registry().getSchema(SchemaLocation.of(SpecificationVersion.DRAFT_2020_12.getDialectId()));
  }
}
