package org.bellcrank.delivery.connector;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bellcrank.document.Documents;
import org.bellcrank.document.InvalidDocumentException;
import org.bellcrank.document.MapNode;
import org.bellcrank.document.Mark;
import org.bellcrank.document.Problem;

/** Tells what is wrong with a connector's folder, before anything of it is used. */
public final class ConnectorCheck {

  private ConnectorCheck() {}

  /**
   * Everything that is wrong with a folder: broken documents, and a mapping or recipe that the
   * vendor's facts, the routes or the names of an order do not bear out.
   *
   * @return empty when all is well
   */
  public static List<Problem> check(Path folder) {
    try {
      ConnectorFolder.read(folder);
      return List.of();
    } catch (InvalidDocumentException broken) {
      return broken.problems();
    } catch (IOException unreadable) {
      return List.of(
          new Problem(
              new Mark(folder.toString(), 1, 1),
              "",
              "",
              "a readable folder",
              "cannot be read: " + unreadable.getMessage()));
    }
  }

  /**
   * What would be wrong with a connector's mapping, and with what its recipe searches by, if other
   * facts were true of its system.
   *
   * @throws IOException when its folder cannot be read any more
   */
  public static List<Problem> against(Connector connector, FieldFacts facts) throws IOException {
    Connector other = connector.knowing(facts);
    Problems problems = new Problems();
    new MappingCheck(other, problems).run();
    try {
      MapNode recipe = Documents.read(other.folder().resolve("recipe.yaml")).asMap();
      MapNode root = Documents.read(other.folder().resolve("connector.yaml")).asMap();
      Problems all = new Problems();
      new RecipeCheck(other, recipe, root, all).run();
      all.all().stream()
          .filter(problem -> problem.pointer().contains("/filters/"))
          .forEach(problems::add);
    } catch (InvalidDocumentException changed) {
      problems.addAll(changed.problems());
    }
    return problems.all();
  }

  /**
   * What is wrong with a connector's transport check list: items that its facts do not state, and
   * limits of its own beyond theirs. A gateway loads it nevertheless and keeps to the smaller
   * number.
   *
   * @throws IOException when its folder cannot be read any more
   * @throws InvalidDocumentException when it is no document any more
   */
  public static List<Problem> transport(Connector connector)
      throws IOException, InvalidDocumentException {
    Problems problems = new Problems();
    problems.addAll(connector.facts().transport().missing());
    MapNode root = Documents.read(connector.folder().resolve("connector.yaml")).asMap();
    new TransportCheck(connector, root, problems).run();
    return problems.all();
  }

  /**
   * What would be wrong with a connector's mapping, and with what its recipe searches by, in
   * another edition of its system.
   *
   * @param edition one of those that its facts know
   * @throws IOException when its folder cannot be read any more
   */
  public static List<Problem> in(Connector connector, String edition) throws IOException {
    return against(connector, connector.facts().in(edition));
  }

  static List<Problem> problems(
      Connector connector,
      MapNode recipe,
      Optional<MapNode> reading,
      Optional<MapNode> register,
      MapNode root) {
    Problems problems = new Problems();
    new RightsCheck(connector, root, problems).run();
    new FormCheck(connector.mapping(), problems).run();
    new MappingCheck(connector, problems).run();
    new RecipeCheck(connector, recipe, root, problems).run();
    new StageCheck(connector, recipe, problems).run();
    new BodyCheck(connector, recipe, problems).run();
    new StatementCheck(connector, recipe, reading, register, problems).run();
    new SessionCheck(connector, recipe, reading, register, problems).run();
    new ProofCheck(connector, recipe, root, problems).run();
    new RequestCheck(connector, recipe, problems).run();
    new MetadataCheck(connector, problems).run();
    new SecretCheck(problems)
        .run(
            connector,
            recipe,
            Stream.of(reading, register).flatMap(Optional::stream).toList(),
            root);
    reading.ifPresent(given -> new ReadingCheck(connector, given, problems).run());
    register.ifPresent(given -> new AssetReadingCheck(connector, given, problems).run());
    return problems.all();
  }
}
