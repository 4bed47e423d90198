package org.bellcrank.delivery.connector;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.bellcrank.document.InvalidDocumentException;
import org.bellcrank.document.MapNode;

/** Reads {@code session} of {@code connector.yaml}, which the schema has let through. */
final class SessionReader {

  private static final Duration LIFETIME = Duration.ofMinutes(15);
  private static final Duration RENEW_BEFORE = Duration.ofSeconds(30);

  private static final Duration ASSERTION_LIFETIME = Duration.ofMinutes(5);

  private final List<Connector.ContextField> context;
  private final Problems problems;

  SessionReader(List<Connector.ContextField> context, Problems problems) {
    this.context = context;
    this.problems = problems;
  }

  Optional<Session> read(MapNode root) throws InvalidDocumentException {
    Optional<MapNode> given = root.optionalMap("session");
    if (given.isEmpty()) {
      return Optional.empty();
    }
    MapNode node = given.get();
    Optional<Assertion> assertion = assertion(node);
    List<String> names = new ArrayList<>();
    List<Session.Login> logins = new ArrayList<>();
    for (MapNode login : node.maps("login")) {
      // Each login may read what those before it gave.
      Formulas formulas = CelFormulas.ofLogin(context, names, assertion.isPresent());
      problems.collect(() -> logins.add(login(login, new RecipeReader(formulas, problems))));
      login.optionalMap("extract").ifPresent(extract -> names.addAll(extract.keys()));
    }
    RecipeReader carry = new RecipeReader(CelFormulas.ofSession(context, names), problems);
    MapNode carried = node.map("carry");
    Map<String, Template> headers = carry.templates(carried.optionalMap("headers"));
    Map<String, Template> query = carry.templates(carried.optionalMap("query"));
    return Optional.of(
        new Session(
            assertion,
            List.copyOf(logins),
            logout(node, carry),
            headers,
            query,
            over(node),
            node.optionalDuration("lifetime").orElse(LIFETIME),
            node.optionalDuration("renewBefore").orElse(RENEW_BEFORE)));
  }

  private static Optional<Session.Login> logout(MapNode session, RecipeReader requests)
      throws InvalidDocumentException {
    Optional<MapNode> node = session.optionalMap("logout");
    return node.isEmpty() ? Optional.empty() : Optional.of(login(node.get(), requests));
  }

  private Optional<Assertion> assertion(MapNode session) throws InvalidDocumentException {
    Optional<MapNode> given = session.optionalMap("assertion");
    if (given.isEmpty()) {
      return Optional.empty();
    }
    MapNode node = given.get();
    Formulas formulas = CelFormulas.ofAssertion(context);
    return Optional.of(
        new Assertion(
            node.optionalEnum("algorithm", Assertion.Algorithm.class)
                .orElse(Assertion.Algorithm.RS256),
            Template.of(node.get("issuer"), formulas),
            template(node, "subject", formulas),
            Template.of(node.get("audience"), formulas),
            template(node, "keyId", formulas),
            node.optionalDuration("lifetime").orElse(ASSERTION_LIFETIME),
            new RecipeReader(formulas, problems).templates(node.optionalMap("claims"))));
  }

  private static Optional<Template> template(MapNode node, String key, Formulas formulas)
      throws InvalidDocumentException {
    return node.has(key) ? Optional.of(Template.of(node.get(key), formulas)) : Optional.empty();
  }

  private static Session.Login login(MapNode node, RecipeReader requests)
      throws InvalidDocumentException {
    Map<String, Session.Taken> extract = new LinkedHashMap<>();
    Optional<MapNode> given = node.optionalMap("extract");
    if (given.isPresent()) {
      for (String name : given.get().keys()) {
        MapNode from = given.get().map(name);
        extract.put(
            name,
            new Session.Taken(
                from.optionalText("body"),
                from.optionalText("header").map(header -> header.toLowerCase(Locale.ROOT)),
                from.optionalText("cookies").isPresent()));
      }
    }
    return new Session.Login(
        node.text("route"), requests.request(node.map("request")), extract, lifetime(node));
  }

  private static Optional<Session.Lifetime> lifetime(MapNode node) throws InvalidDocumentException {
    Optional<MapNode> given = node.optionalMap("lifetime");
    return given.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Session.Lifetime(
                given.get().text("body"),
                given
                    .get()
                    .optionalEnum("as", Session.Lifetime.Unit.class)
                    .orElse(Session.Lifetime.Unit.SECONDS)));
  }

  private static List<Session.Over> over(MapNode node) throws InvalidDocumentException {
    List<Session.Over> over = new ArrayList<>();
    for (MapNode rule : node.maps("over")) {
      String status = rule.text("status");
      int from = Integer.parseInt(status.replace("xx", "00"));
      over.add(
          new Session.Over(
              from,
              status.endsWith("xx") ? from + 99 : from,
              rule.optionalText("header").map(header -> header.toLowerCase(Locale.ROOT)),
              rule.optionalText("containing"),
              rule.optionalBool("empty").orElse(false)));
    }
    return over.isEmpty()
        ? List.of(new Session.Over(401, 401, Optional.empty(), Optional.empty(), false))
        : List.copyOf(over);
  }
}
