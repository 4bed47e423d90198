package org.bellcrank.delivery.connector;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bellcrank.document.InvalidDocumentException;
import org.bellcrank.document.MapNode;

/**
 * Reads {@code sign} and {@code security} of {@code connector.yaml}, which the schema has let
 * through.
 */
final class ProofReader {

  private final List<Connector.ContextField> context;
  private final Problems problems;

  ProofReader(List<Connector.ContextField> context, Problems problems) {
    this.context = context;
    this.problems = problems;
  }

  Optional<Signing> signing(MapNode root) throws InvalidDocumentException {
    Optional<MapNode> given = root.optionalMap("sign");
    if (given.isEmpty()) {
      return Optional.empty();
    }
    MapNode node = given.get();
    Template key = Template.of(node.get("key"), CelFormulas.ofSignature(context, Part.KEY));
    if (key.names().stream().noneMatch(name -> name.startsWith("credential."))) {
      problems.add(
          node.get("key").problem("${credential.password} or another of its names", "no secret"));
    }
    Map<String, Template> query =
        new RecipeReader(CelFormulas.ofSignature(context, Part.QUERY), problems)
            .templates(node.optionalMap("query"));
    return Optional.of(
        new Signing(
            node.enumValue("algorithm", Signing.Algorithm.class),
            key,
            Template.of(node.get("over"), CelFormulas.ofSignature(context, Part.TEXT)),
            node.text("header"),
            node.enumValue("encoding", Signing.Encoding.class),
            query));
  }

  Optional<UsernameToken> security(MapNode root) throws InvalidDocumentException {
    Optional<MapNode> given = root.optionalMap("security");
    if (given.isEmpty()) {
      return Optional.empty();
    }
    MapNode node = given.get();
    UsernameToken token =
        new UsernameToken(
            node.optionalEnum("profile", UsernameToken.Profile.class)
                .orElse(UsernameToken.Profile.OASIS_2004),
            node.enumValue("password", UsernameToken.Password.class),
            node.optionalDuration("lifetime"));
    boolean bare = token.password() == UsernameToken.Password.TEXT && token.lifetime().isEmpty();
    if (token.profile() == UsernameToken.Profile.DRAFT_2002 && !bare) {
      problems.add(
          node.get("profile").problem("password: text without lifetime", "the draft has no more"));
    }
    return Optional.of(token);
  }

  /** Parts of a signature, which read different names. */
  enum Part {
    KEY,
    TEXT,
    QUERY
  }
}
