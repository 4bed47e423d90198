package org.bellcrank.delivery.connector;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.bellcrank.document.Documents;
import org.bellcrank.document.ListNode;
import org.bellcrank.document.MapNode;
import org.bellcrank.document.Node;
import org.bellcrank.document.NumberNode;
import org.bellcrank.document.Problem;
import org.bellcrank.document.TextNode;

/**
 * Refuses a folder in which a secret stands in clear text: folders are copied, sent and shown. What
 * is said of it never holds the secret.
 */
final class SecretCheck {

  /** Names of headers, fields and parameters that carry secrets, letters and digits alone. */
  private static final Set<String> NAMES =
      Set.of(
          "authorization",
          "proxyauthorization",
          "apikey",
          "xapikey",
          "apitoken",
          "maxauth",
          "password",
          "passwd",
          "pwd",
          "secret",
          "clientsecret",
          "accesstoken",
          "refreshtoken",
          "sessiontoken",
          "apptoken",
          "authtoken",
          "xauthtoken",
          "token",
          "accesskey",
          "apisecret",
          "ocpapimsubscriptionkey",
          "cookie",
          "privatekey");

  /** Where a route says what a header holds. */
  private static final Set<String> VALUES = Set.of("simple", "constant", "expression");

  /** Says how a password is written, not which. */
  private static final String SECURITY = "security";

  private static final Pattern ELEMENT =
      Pattern.compile("<(?:\\w+:)?(?i:password|apikey|secret|token)(?:\\s[^>]*)?>\\s*[^<$\\s]");
  private static final Pattern ADDRESS = Pattern.compile("://[^/\\s:@$]+:[^/\\s@$]+@");

  private final Problems problems;

  SecretCheck(Problems problems) {
    this.problems = problems;
  }

  /** What may hold one of the facts is their metadata's address. */
  void run(MapNode facts) {
    facts.find("metadata").ifPresent(this::walk);
  }

  void run(Connector connector, MapNode recipe, List<MapNode> readings, MapNode root) {
    root.entries()
        .forEach(
            (key, value) -> {
              if (!key.equals(SECURITY)) {
                walk(value);
              }
            });
    walk(recipe);
    readings.forEach(this::walk);
    for (Map.Entry<String, String> file : connector.routes().entrySet()) {
      problems.collect(() -> walk(Documents.parse(file.getKey(), file.getValue())));
    }
  }

  private void walk(Node node) {
    if (node instanceof MapNode map) {
      boolean named =
          map.find("name").filter(name -> isSecret(String.valueOf(name.plain()))).isPresent();
      map.entries()
          .forEach(
              (key, value) -> {
                if (isSecret(key)) {
                  clear(value);
                } else if (named && VALUES.contains(key)) {
                  held(value);
                }
                walk(value);
              });
    } else if (node instanceof ListNode list) {
      list.forEach(this::walk);
    } else if (node instanceof TextNode text
        && (ELEMENT.matcher(text.value()).find() || ADDRESS.matcher(text.value()).find())) {
      add(text);
    }
  }

  /** A route may write the value at once or, in the long form, some maps further in. */
  private void held(Node value) {
    if (value instanceof MapNode map) {
      map.entries().entrySet().stream()
          .filter(entry -> VALUES.contains(entry.getKey()))
          .forEach(entry -> held(entry.getValue()));
    } else {
      clear(value);
    }
  }

  /** A value that takes nothing from outside the folder. */
  private void clear(Node value) {
    boolean text =
        value instanceof TextNode given
            && !given.value().isBlank()
            && !given.value().contains("${");
    if (text || value instanceof NumberNode) {
      add(value);
    }
  }

  private static boolean isSecret(String name) {
    return NAMES.contains(name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", ""));
  }

  private void add(Node text) {
    problems.add(
        new Problem(
            text.where(),
            text.pointer(),
            "a text that is not shown here",
            "${credential.…} in a login, or the exchange property bellcrankSecret or bellcrankBasic"
                + " in a route",
            "a secret stands in clear text; keep it in the instance's credential"));
  }
}
