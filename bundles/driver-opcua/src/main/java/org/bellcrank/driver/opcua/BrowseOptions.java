package org.bellcrank.driver.opcua;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.eclipse.milo.opcua.stack.core.security.SecurityPolicy;
import org.eclipse.milo.opcua.stack.core.types.enumerated.MessageSecurityMode;

/**
 * What stands behind the word {@code opcua}.
 *
 * @param word browse, history or profiles, which need no server
 * @param place null where profiles are wanted
 * @param depth levels below the node, from 1
 * @param most nodes or values to tell, from 1
 * @param page values of one answer of the server, from 1
 * @param from where a history begins; null where none is wanted
 * @param to where it ends
 * @param password never on the command line
 */
record BrowseOptions(
    String word,
    Place place,
    Path folder,
    Address node,
    int depth,
    int most,
    int page,
    Instant from,
    Instant to,
    boolean channels,
    String user,
    String password) {

  static final String PASSWORD = "BELLCRANK_OPCUA_PASSWORD";

  static final String HELP =
      """
      opcua browse --url URL    what the server shows: node id, name, class, type and value
      opcua history --url URL   what the server kept of a node's values: time, value, state
      opcua profiles            signals of the profiles that travel with the driver
        --url URL        opc.tcp://host:port/path
        --node NODE      where to begin, as in a channel (default: i=85, the server's Objects)
        --depth N        levels below it, 1 to 20 (default: 2)
        --most N         nodes or values to tell, 1 to 100000 (default: 1000)
        --from T, --to T history: times as 2026-05-04T06:00:00Z (default: the last hour)
        --page N         history: values that the server gives at a time, 1 to 10000 (default: 1000)
        --channels       below each variable its channel as a snapshot of Kura has it
        --folder DIR     own, trusted and rejected certificates (default: opcua)
        --policy NAME    BASIC256SHA256, AES128_SHA256_RSAOAEP, AES256_SHA256_RSAPSS, or NONE with
                         --allow-none (default: BASIC256SHA256)
        --mode NAME      SIGN_AND_ENCRYPT or SIGN (default: SIGN_AND_ENCRYPT)
        --user NAME      with the password in BELLCRANK_OPCUA_PASSWORD
      A server's certificate that is not believed is put into DIR/rejected; move it to
      DIR/trusted to believe it. Ends with 0; 1 when there is more than was told; 2 for wrong
      usage; 3 when the server cannot be reached.""";

  private static final Duration HOUR = Duration.ofHours(1);
  private static final Set<String> WORDS = Set.of("browse", "history", "profiles");
  private static final Set<String> FLAGS = Set.of("channels", "allow-none");
  private static final Set<String> VALUES =
      Set.of(
          "url", "node", "depth", "most", "page", "from", "to", "folder", "policy", "mode", "user");

  /**
   * Reads the arguments.
   *
   * @throws RefusedValueException for the first that is wrong
   */
  static BrowseOptions of(List<String> arguments, Map<String, String> environment, Clock clock)
      throws RefusedValueException {
    if (arguments.isEmpty() || !WORDS.contains(arguments.get(0))) {
      throw new RefusedValueException(
          "word", arguments.isEmpty() ? "none" : arguments.get(0), "browse, history, profiles");
    }
    Map<String, String> given = given(arguments.subList(1, arguments.size()));
    Path folder = Path.of(given.getOrDefault("folder", "opcua")).toAbsolutePath().normalize();
    String word = arguments.get(0);
    if (word.equals("profiles")) {
      return new BrowseOptions(word, null, folder, null, 1, 1, 1, null, null, false, "", "");
    }
    if (word.equals("history") && !given.containsKey("node")) {
      throw new RefusedValueException("--node", "none", "the variable whose history is wanted");
    }
    Instant to = time(given, "to", clock.instant());
    Instant from = time(given, "from", to.minus(HOUR));
    if (!from.isBefore(to)) {
      throw new RefusedValueException("--from", from, "before --to, which is " + to);
    }
    return new BrowseOptions(
        word,
        place(given),
        folder,
        Address.of("--node", given.getOrDefault("node", "i=85")),
        number(given, "depth", 2, 20),
        number(given, "most", 1000, 100_000),
        number(given, "page", 1000, 10_000),
        from,
        to,
        given.containsKey("channels"),
        given.getOrDefault("user", ""),
        environment.getOrDefault(PASSWORD, ""));
  }

  private static Instant time(Map<String, String> given, String name, Instant preset)
      throws RefusedValueException {
    try {
      return given.containsKey(name) ? Instant.parse(given.get(name)) : preset;
    } catch (DateTimeParseException e) {
      throw new RefusedValueException(
          "--" + name, "'" + given.get(name) + "'", "a time as 2026-05-04T06:00:00Z");
    }
  }

  private static Map<String, String> given(List<String> words) throws RefusedValueException {
    Map<String, String> given = new HashMap<>();
    for (int i = 0; i < words.size(); i++) {
      String name = words.get(i).replaceFirst("^--", "");
      if (!words.get(i).startsWith("--") || !FLAGS.contains(name) && !VALUES.contains(name)) {
        throw new RefusedValueException(
            "option",
            // What follows an option that is none may be a password.
            words.get(i).startsWith("--") ? words.get(i) : "a word without an option",
            "--"
                + String.join(", --", new java.util.TreeSet<>(VALUES))
                + ", --channels, --allow-none");
      }
      if (FLAGS.contains(name)) {
        given.put(name, "true");
      } else if (++i < words.size()) {
        given.put(name, words.get(i));
      } else {
        throw new RefusedValueException("--" + name, "nothing", "a value");
      }
    }
    return given;
  }

  private static Place place(Map<String, String> given) throws RefusedValueException {
    String url = given.getOrDefault("url", "");
    if (!url.matches("opc\\.tcp://[^/@\\s]+(/[^@\\s]*)?")) {
      throw new RefusedValueException(
          "--url",
          url.contains("@") ? "an address with a user" : "'" + url + "'",
          "opc.tcp://host:port/path, with --user and its password in " + PASSWORD);
    }
    String policy = given.getOrDefault("policy", "BASIC256SHA256").toUpperCase(Locale.ROOT);
    SecurityPolicy chosen = OpcUaDriver.POLICIES.get(policy);
    if (chosen == null || chosen == SecurityPolicy.None && !given.containsKey("allow-none")) {
      throw new RefusedValueException(
          "--policy",
          policy,
          "BASIC256SHA256, AES128_SHA256_RSAOAEP, AES256_SHA256_RSAPSS, or NONE with --allow-none");
    }
    String mode = given.getOrDefault("mode", "SIGN_AND_ENCRYPT").toUpperCase(Locale.ROOT);
    if (!Set.of("SIGN_AND_ENCRYPT", "SIGN").contains(mode)) {
      throw new RefusedValueException("--mode", mode, "SIGN_AND_ENCRYPT, SIGN");
    }
    MessageSecurityMode messages =
        mode.equals("SIGN") ? MessageSecurityMode.Sign : MessageSecurityMode.SignAndEncrypt;
    return new Place(
        url.matches("opc\\.tcp://(\\[.*]|[^/:]+)(/.*)?")
            ? url.replaceFirst("(//[^/]+)", "$1:4840")
            : url,
        chosen,
        chosen == SecurityPolicy.None ? MessageSecurityMode.None : messages,
        Duration.ofSeconds(5),
        Duration.ofSeconds(5));
  }

  private static int number(Map<String, String> given, String name, int preset, int most)
      throws RefusedValueException {
    String text = given.getOrDefault(name, String.valueOf(preset));
    if (text.matches("\\d{1,6}") && Integer.parseInt(text) >= 1 && Integer.parseInt(text) <= most) {
      return Integer.parseInt(text);
    }
    throw new RefusedValueException("--" + name, text, "1 to " + most);
  }

  /** Never the password. */
  @Override
  public String toString() {
    return "%s %s %s".formatted(place, node, user);
  }
}
