package org.bellcrank.delivery.connector;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.bellcrank.document.Documents;
import org.bellcrank.document.InvalidDocumentException;
import org.bellcrank.document.MapNode;
import org.bellcrank.document.Mark;
import org.bellcrank.document.Node;
import org.bellcrank.document.Problem;
import org.bellcrank.document.Schema;

/** Reads a connector's folder as a whole: it is taken with all its files or refused with them. */
public final class ConnectorFolder {

  private static final String ROUTE_END = ".camel.yaml";

  private static final Schema CONNECTOR = schema("connector");
  private static final Schema RECIPE = schema("recipe");
  private static final Schema MAPPING = schema("mapping");
  private static final Schema FACTS = schema("facts");
  private static final Schema READING = schema("reading");
  private static final Schema REGISTER = schema("register");
  private static final Schema DOUBLE = schema("double");

  private final Path folder;
  private final Problems problems = new Problems();

  private ConnectorFolder(Path folder) {
    this.folder = folder;
  }

  /**
   * Reads and checks a folder.
   *
   * @param folder its name is the connector's id
   * @throws InvalidDocumentException with everything that is wrong with any of its files
   * @throws IOException when a file cannot be read
   */
  public static Connector read(Path folder) throws InvalidDocumentException, IOException {
    return new ConnectorFolder(folder).read();
  }

  /** Whether a folder is meant as a connector. */
  public static boolean isOne(Path folder) {
    return Files.isRegularFile(folder.resolve("connector.yaml"));
  }

  private Connector read() throws InvalidDocumentException, IOException {
    Optional<MapNode> connector = document("connector.yaml", CONNECTOR);
    Optional<MapNode> recipe = document("recipe.yaml", RECIPE);
    Optional<MapNode> mapping = document("mapping.yaml", MAPPING);
    Optional<MapNode> facts = document("facts.yaml", FACTS);
    Optional<MapNode> reading = optional("reading.yaml", READING);
    Optional<MapNode> register = optional("assets.yaml", REGISTER);
    // Only tests read more of it; a mistake in it is told here, with its place.
    optional("double.yaml", DOUBLE);
    Map<String, String> routes = routes();
    stopIfBroken();
    Connector read =
        assemble(
            connector.orElseThrow(),
            recipe.orElseThrow(),
            mapping.orElseThrow(),
            facts.orElseThrow(),
            reading,
            register,
            routes);
    problems.addAll(
        ConnectorCheck.problems(read, recipe.get(), reading, register, connector.get()));
    new SecretCheck(problems).run(facts.get());
    stopIfBroken();
    return read;
  }

  private Connector assemble(
      MapNode root,
      MapNode recipe,
      MapNode mapping,
      MapNode facts,
      Optional<MapNode> reading,
      Optional<MapNode> register,
      Map<String, String> routes)
      throws InvalidDocumentException, IOException {
    String id = root.text("id");
    if (!id.equals(folder.toAbsolutePath().normalize().getFileName().toString())) {
      problems.add(root.get("id").problem("the folder's name", "id and folder differ"));
    }
    List<Connector.ContextField> context = ConnectorReader.context(root);
    Formulas formulas =
        CelFormulas.over(context, RecipeReader.extracted(recipe), MappingReader.names(mapping));
    Content.Format format =
        root.optionalEnum("format", Content.Format.class).orElse(Content.Format.JSON);
    Optional<MapNode> errors = root.optionalMap("errors");
    if (errors.isPresent()) {
      new PathCheck(format, problems).errors(errors.get());
    }
    Recipe steps = new RecipeReader(formulas, problems, format).read(recipe);
    FieldFacts known = new FactsReader(context, problems).read(facts);
    Mapping fields = new MappingReader(formulas, problems).read(mapping);
    Optional<OrderReading> told = reading(reading, context, formulas, format);
    Optional<AssetReading> assets = register(register, context, format);
    Optional<Template> link = Optional.empty();
    try {
      link = ConnectorReader.link(root, formulas);
    } catch (InvalidDocumentException broken) {
      problems.addAll(broken.problems());
    }
    Optional<Session> session = Optional.empty();
    try {
      session = new SessionReader(context, problems).read(root);
    } catch (InvalidDocumentException broken) {
      problems.addAll(broken.problems());
    }
    Optional<Signing> signing = Optional.empty();
    Optional<UsernameToken> security = Optional.empty();
    try {
      ProofReader proofs = new ProofReader(context, problems);
      signing = proofs.signing(root);
      security = proofs.security(root);
    } catch (InvalidDocumentException broken) {
      problems.addAll(broken.problems());
    }
    stopIfBroken();
    return new Connector(
        id,
        root.text("title"),
        root.enumValue("deliveryClass", Connector.DeliveryClass.class),
        root.text("idempotency").strip(),
        ConnectorReader.verified(root.map("verified")),
        ConnectorReader.rights(root),
        root.enumValue("authentication", Connector.Authentication.class),
        session,
        signing,
        security,
        format,
        context,
        ConnectorReader.limits(root).within(known.transport().rate()),
        new AnswerRulesReader(format, problems).read(root.maps("answers")),
        ConnectorReader.words(root),
        link,
        ConnectorReader.attachments(root).within(known.transport().bytes()),
        steps,
        fields,
        known,
        told,
        assets,
        routes,
        folder,
        version(folder));
  }

  private Optional<OrderReading> reading(
      Optional<MapNode> given,
      List<Connector.ContextField> context,
      Formulas formulas,
      Content.Format format) {
    if (given.isPresent()) {
      try {
        return Optional.of(
            new OrderReadingReader(context, formulas, format, problems).read(given.get()));
      } catch (InvalidDocumentException broken) {
        problems.addAll(broken.problems());
      }
    }
    return Optional.empty();
  }

  private Optional<AssetReading> register(
      Optional<MapNode> given, List<Connector.ContextField> context, Content.Format format) {
    if (given.isPresent()) {
      try {
        return Optional.of(new AssetReadingReader(context, format, problems).read(given.get()));
      } catch (InvalidDocumentException broken) {
        problems.addAll(broken.problems());
      }
    }
    return Optional.empty();
  }

  private Optional<MapNode> optional(String name, Schema schema) throws IOException {
    return Files.isRegularFile(folder.resolve(name)) ? document(name, schema) : Optional.empty();
  }

  private Optional<MapNode> document(String name, Schema schema) throws IOException {
    Path file = folder.resolve(name);
    if (!Files.isRegularFile(file)) {
      problems.add(new Problem(new Mark(file.toString(), 1, 1), "", "", "", "the file is missing"));
      return Optional.empty();
    }
    try {
      Node node = Documents.read(file);
      problems.addAll(schema.validate(node));
      return Optional.of(node.asMap());
    } catch (InvalidDocumentException broken) {
      problems.addAll(broken.problems());
      return Optional.empty();
    }
  }

  private Map<String, String> routes() throws IOException {
    Map<String, String> routes = new TreeMap<>();
    Path directory = folder.resolve("routes");
    if (Files.isDirectory(directory)) {
      try (Stream<Path> files = Files.list(directory)) {
        for (Path file : files.filter(f -> f.toString().endsWith(ROUTE_END)).sorted().toList()) {
          routes.put(file.toString(), Files.readString(file, StandardCharsets.UTF_8));
        }
      }
    }
    if (routes.isEmpty()) {
      problems.add(
          new Problem(
              new Mark(directory.toString(), 1, 1),
              "",
              "no file",
              "at least one *" + ROUTE_END,
              "a connector needs routes"));
    }
    return routes;
  }

  private void stopIfBroken() throws InvalidDocumentException {
    if (!problems.isEmpty()) {
      throw new InvalidDocumentException(problems.all());
    }
  }

  /**
   * A short hash of everything in a folder; two folders of the same content have the same.
   *
   * @throws IOException when a file cannot be read
   */
  public static String version(Path folder) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
          digest.update(folder.relativize(file).toString().getBytes(StandardCharsets.UTF_8));
          digest.update((byte) 0);
          digest.update(Files.readAllBytes(file));
          digest.update((byte) 0);
        }
      }
      return HexFormat.of().formatHex(digest.digest()).substring(0, 12);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static Schema schema(String name) {
    return Schema.ofResource(ConnectorFolder.class, "/schema/" + name + ".schema.json");
  }
}
