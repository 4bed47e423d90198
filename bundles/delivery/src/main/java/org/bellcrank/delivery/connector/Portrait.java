package org.bellcrank.delivery.connector;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bellcrank.delivery.Purpose;

/**
 * What a connector can do, as a person reads it who has to choose one.
 *
 * @param transports how its calls leave the gateway: {@code http}, {@code sql}, {@code file} or the
 *     scheme of another Camel endpoint; in their order by name
 * @param proofs how it proves who it is, one line each; never empty
 * @param purposes what it does beside making orders, in the recipe's order
 * @param attaching how evidence goes along, one line each; empty where none does
 * @param learning what it learns from orders; empty where it reads nothing
 */
public record Portrait(
    List<String> transports,
    List<String> proofs,
    List<Purpose> purposes,
    List<String> attaching,
    Optional<Learning> learning) {

  /** Camel's own way to a folder, or ours. */
  private static final Pattern FOLDERS = Pattern.compile("file:|direct:bellcrank/file");

  private static final Pattern EXIT =
      Pattern.compile("(?m)^[^#\\n]*\\b(?:to|toD|uri):\\s*[\"']?([a-z][a-z0-9+.-]*):([^\\s\"']*)");
  private static final String OWN_EXIT = "bellcrank/";

  /** Of the order's page, and of one picture. */
  private static final Set<String> LINKS = Set.of("links.console", "attachment.link");

  /** Keeps unmodifiable copies. */
  public Portrait {
    transports = List.copyOf(transports);
    proofs = List.copyOf(proofs);
    purposes = List.copyOf(purposes);
    attaching = List.copyOf(attaching);
  }

  /**
   * How it learns what became of orders.
   *
   * @param every pause between two readings
   * @param changes whether it asks for what changed; else for each open order
   * @param statuses words of the CMMS that are understood, with what they mean here
   * @param closure fields of an end that are learnt, as {@code ClosureFields} names them
   * @param outcome whether it tells how an order ended
   */
  public record Learning(
      Duration every,
      boolean changes,
      Map<String, String> statuses,
      List<String> closure,
      boolean outcome) {}

  /** Of a connector that was read. */
  public static Portrait of(Connector connector) {
    return new Portrait(
        transports(connector.routes()),
        proofs(connector),
        connector.recipe().flows().keySet().stream().sorted().toList(),
        attaching(connector),
        connector.reading().map(Portrait::learning));
  }

  /** Where routes end: the gateway's own ways out by their name, all others by their scheme. */
  private static List<String> transports(Map<String, String> routes) {
    Set<String> ends = new TreeSet<>();
    for (String text : routes.values()) {
      Matcher exit = EXIT.matcher(text);
      while (exit.find()) {
        boolean direct = exit.group(1).equals("direct");
        if (!direct) {
          ends.add(exit.group(1));
        } else if (exit.group(2).startsWith(OWN_EXIT)) {
          ends.add(exit.group(2).substring(OWN_EXIT.length()));
        }
      }
    }
    return List.copyOf(ends);
  }

  private static List<String> proofs(Connector connector) {
    List<String> proofs = new ArrayList<>();
    switch (connector.authentication()) {
      case BASIC -> proofs.add("user and password with each call");
      case API_KEY -> proofs.add("a key with each call");
      case NONE -> {}
    }
    connector.session().ifPresent(session -> proofs.add(words(session)));
    connector
        .signing()
        .ifPresent(
            sign ->
                proofs.add(
                    "each call signed over its address with a key (%s, header %s)"
                        .formatted(word(sign.algorithm()), sign.header())));
    connector
        .security()
        .ifPresent(
            token ->
                proofs.add(
                    "user and password in a security header of each message (WS-Security, %s)"
                        .formatted(word(token.password()))));
    if (proofs.isEmpty()) {
      proofs.add("nothing: whoever reaches it may call it");
    }
    return proofs;
  }

  private static String words(Session session) {
    int logins = session.logins().size();
    String how =
        session.assertion().isPresent()
            ? "an assertion signed with a key of the gateway's keystore"
            : "the credential";
    return "a session: %s %s with %s, kept for %d minutes where no answer says it"
        .formatted(
            logins == 1 ? "one call" : logins + " calls",
            logins == 1 ? "signs in" : "sign in",
            how,
            session.lifetime().toMinutes());
  }

  private static List<String> attaching(Connector connector) {
    List<String> ways = new ArrayList<>();
    for (Step step : connector.recipe().flow(Purpose.ATTACH)) {
      if (step.effect().changes()) {
        way(connector, step).filter(way -> !ways.contains(way)).ifPresent(ways::add);
      }
    }
    return ways;
  }

  private static Optional<String> way(Connector connector, Step step) {
    Body body = step.request().body();
    if (body instanceof Body.Raw) {
      return Optional.of(
          FOLDERS.matcher(route(connector, step.route())).find()
              ? "as a file in a folder"
              : "as bytes in a call of its own");
    }
    if (body instanceof Body.Parts parts
        && parts.parts().stream().anyMatch(part -> part.content() instanceof Body.Raw)) {
      return Optional.of("as part of a form");
    }
    Set<String> names = step.names();
    if (names.contains("attachment.base64")) {
      return Optional.of("as text (base64) in a message");
    }
    return names.contains("attachment.sha256") || LINKS.stream().anyMatch(names::contains)
        ? Optional.of("as a link to the gateway")
        : Optional.empty();
  }

  /** Text from where a route begins to where the next one does. */
  static String route(Connector connector, String name) {
    String begins = "direct:" + connector.id() + "/" + name;
    for (String text : connector.routes().values()) {
      Matcher at =
          Pattern.compile("uri:\\s*[\"']?" + Pattern.quote(begins) + "(?![\\w-])").matcher(text);
      if (at.find()) {
        int next = text.indexOf("- route:", at.end());
        return text.substring(at.end(), next < 0 ? text.length() : next);
      }
    }
    return "";
  }

  private static Learning learning(OrderReading reading) {
    Map<String, String> statuses = new TreeMap<>();
    reading.meanings().forEach((word, status) -> statuses.put(word, word(status)));
    return new Learning(
        reading.every(),
        reading.changed().isPresent(),
        statuses,
        reading.closure().keySet().stream().sorted().toList(),
        !reading.verdicts().isEmpty());
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
