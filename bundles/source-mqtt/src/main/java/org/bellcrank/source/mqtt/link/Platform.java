package org.bellcrank.source.mqtt.link;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What an IoT platform asks of its devices beyond MQTT: one entry of {@link #ALL} for each, so that
 * a platform is added here and nowhere else. Zero in a limit means that the platform states none.
 *
 * <p>Sources: for Azure IoT Hub its maker's pages about MQTT, shared access signatures and quotas
 * (read 2026); for AWS IoT Core its maker's pages about protocols and basic ingest and the client
 * limits its device SDK applies (read 2026); for ThingsBoard its maker's page about the MQTT device
 * interface, and the default of its transport configuration for the size. None was tried against
 * the platform itself.
 *
 * @param word as it stands in settings
 * @param versions of MQTT that it takes
 * @param entry how a device is let in
 * @param keeps whether it keeps retained messages
 * @param places where things go and come from
 * @param limits what it takes
 */
public record Platform(
    String word,
    Set<MqttVersion> versions,
    Entry entry,
    boolean keeps,
    Places places,
    Limits limits) {

  /** Words of the setting {@code platform}, as metatypes offer them. */
  public static final String NO_PLATFORM = "none";

  /** Azure IoT Hub's. */
  public static final String AZURE_IOT_HUB = "azure-iot-hub";

  /** AWS IoT Core's. */
  public static final String AWS_IOT = "aws-iot";

  /** ThingsBoard's. */
  public static final String THINGS_BOARD = "thingsboard";

  /** How a device is let in. */
  public enum Entry {
    /** User and password as they are set, over any connection. */
    FREE,
    /** Over TLS; a token signed with the device's key, or the device's certificate. */
    DEVICE_KEY,
    /** Over TLS with the device's certificate and no user; at port 443 with ALPN. */
    CERTIFICATE,
    /** The password is the device's token, which goes as the user; or user and password. */
    TOKEN
  }

  /**
   * Where things go.
   *
   * @param events template for what is published where nobody says otherwise
   * @param health template for how the gateway is, likewise
   * @param inbound filters for what comes, likewise; {@code {client}} is the client's id
   * @param outPrefix with which each topic of ours has to begin; empty where it is free
   * @param only whether nothing but {@code inbound} can be listened to
   * @param bag whether what follows {@code outPrefix}, and each topic that comes, is a list of
   *     properties in the form of a query: values are percent-encoded
   * @param common what all topics of a sender have up to where each message has its own, such as a
   *     number; a part of the topic, empty where messages have nothing of their own
   */
  public record Places(
      String events,
      String health,
      List<String> inbound,
      String outPrefix,
      boolean only,
      boolean bag,
      String common) {}

  /**
   * What it takes; zero where it states nothing.
   *
   * @param bytes of a message with its topic and all that goes with it
   * @param topicBytes of a topic
   * @param slashes of a topic
   * @param free a prefix whose levels are not counted as slashes, such as {@code $aws/rules/};
   *     empty where there is none
   * @param perSecond messages of one client in a second
   * @param filters of one client
   * @param filtersAtOnce in one request
   */
  public record Limits(
      int bytes,
      int topicBytes,
      int slashes,
      String free,
      int perSecond,
      int filters,
      int filtersAtOnce) {

    static final Limits NONE = new Limits(0, 0, 0, "", 0, 0, 0);
  }

  /** Bytes of a message that are neither its topic nor its payload: more than there ever are. */
  private static final int ABOUT = 1024;

  private static final int SHARED_PORT = 443;

  /** Where a broker without rules of its own is told of events. */
  public static final String EVENTS = "bellcrank/{client}/{kind}/{subject}";

  /** Where such a one is told how the gateway is. */
  public static final String HEALTH = "bellcrank/{client}/health";

  private static final String INBOUND = "bellcrank/observations/#";

  /** A broker without rules of its own. */
  public static final Platform NONE =
      new Platform(
          NO_PLATFORM,
          Set.of(MqttVersion.values()),
          Entry.FREE,
          true,
          new Places(EVENTS, HEALTH, List.of(INBOUND), "", false, false, ""),
          Limits.NONE);

  private static final Platform AZURE =
      new Platform(
          AZURE_IOT_HUB,
          Set.of(MqttVersion.V3_1_1),
          Entry.DEVICE_KEY,
          false,
          new Places(
              "devices/{client}/messages/events/$.ct=application%2Fjson&$.ce=utf-8"
                  + "&kind={kind}&subject={subject}&sequence={sequence}",
              "devices/{client}/messages/events/$.ct=application%2Fjson&$.ce=utf-8"
                  + "&kind=gateway.health",
              List.of("devices/{client}/messages/devicebound/#"),
              "devices/{client}/messages/events/",
              true,
              true,
              "/messages/devicebound"),
          new Limits(256 * 1024, 0, 0, "", 100, 5, 5));

  private static final Platform AWS =
      new Platform(
          AWS_IOT,
          Set.of(MqttVersion.values()),
          Entry.CERTIFICATE,
          true,
          new Places(EVENTS, HEALTH, List.of(INBOUND), "", false, false, ""),
          new Limits(128 * 1024, 256, 7, "$aws/rules/", 100, 50, 8));

  private static final Platform THINGSBOARD =
      new Platform(
          THINGS_BOARD,
          Set.of(MqttVersion.values()),
          Entry.TOKEN,
          false,
          new Places(
              "v1/devices/me/telemetry",
              "v1/devices/me/attributes",
              List.of("v1/devices/me/rpc/request/+"),
              "",
              false,
              false,
              "v1/devices/me/rpc/request"),
          new Limits(64 * 1024, 0, 0, "", 0, 0, 0));

  /** All that are known. */
  public static final List<Platform> ALL = List.of(NONE, AZURE, AWS, THINGSBOARD);

  /**
   * The platform of the setting {@code platform}; nothing means none.
   *
   * @throws IllegalArgumentException for any other word
   */
  public static Platform of(String whose, String given) {
    String wanted = given == null || given.isBlank() ? NONE.word : given.strip();
    return ALL.stream()
        .filter(each -> each.word.equals(wanted))
        .findFirst()
        .orElseThrow(
            () ->
                BrokerAddress.refused(
                    whose,
                    "platform",
                    "'" + wanted + "'",
                    ALL.stream().map(Platform::word).collect(Collectors.joining(", "))));
  }

  /** The template as given; the one that stands for any broker means the platform's own. */
  public String events(String given) {
    return EVENTS.equals(given) ? places.events : given;
  }

  /** Likewise for how the gateway is. */
  public String health(String given) {
    return HEALTH.equals(given) ? places.health : given;
  }

  /**
   * What is listened to; the filter that stands for any broker means the platform's own.
   *
   * @throws IllegalArgumentException for filters that the platform does not take
   */
  public String[] filters(String whose, String[] given, String client) {
    if (given == null || Arrays.equals(given, new String[] {INBOUND})) {
      return own(client).toArray(String[]::new);
    }
    for (String each : given) {
      if (places.only && !own(client).contains(each)) {
        throw refused(whose, "topics", each, String.join(", ", own(client)));
      }
      checkSlashes(whose, "topics", each);
    }
    if (limits.filters > 0 && given.length > limits.filters) {
      throw refused(whose, "topics", given.length + " filters", "up to " + limits.filters);
    }
    return given;
  }

  private List<String> own(String client) {
    return places.inbound.stream().map(each -> each.replace("{client}", client)).toList();
  }

  /**
   * That a topic, or the template of one, is where the platform looks.
   *
   * @throws IllegalArgumentException when it is not
   */
  public void checkTopic(String whose, String setting, String given) {
    if (!given.startsWith(places.outPrefix)) {
      throw refused(whose, setting, given, places.outPrefix + " and properties, or " + EVENTS);
    }
    checkSlashes(whose, setting, given);
  }

  private void checkSlashes(String whose, String setting, String given) {
    String counted = given;
    if (!limits.free.isEmpty() && given.startsWith(limits.free)) {
      int rule = given.indexOf('/', limits.free.length());
      counted = rule < 0 ? "" : given.substring(rule + 1);
    }
    if (limits.slashes > 0
        && counted.chars().filter(each -> each == '/').count() > limits.slashes) {
      throw refused(whose, setting, given, "up to %d slashes".formatted(limits.slashes));
    }
  }

  /**
   * That retained messages are not asked for where none are kept.
   *
   * @throws IllegalArgumentException when they are
   */
  public void checkRetained(String whose, boolean given) {
    if (given && !keeps) {
      throw refused(whose, "retained", "true", "false, it keeps none");
    }
  }

  /** Whether a topic may begin with a dollar here. */
  public boolean takesDollar(String topic) {
    return !limits.free.isEmpty() && topic.startsWith(limits.free);
  }

  /**
   * Where a message came from, without what is particular to it: a sender whose messages are
   * numbered is one source.
   */
  public String place(String topic) {
    int at = places.common.isEmpty() ? -1 : topic.indexOf(places.common);
    return at < 0 ? topic : topic.substring(0, at + places.common.length());
  }

  /**
   * How many bytes are allowed, when a message has more of them; empty when it has not. Its topic
   * counts, and {@link #ABOUT} what goes with it on the way: at ThingsBoard the limit is one of
   * whole packets, at Azure properties count as well (both recalled).
   *
   * @param payload bytes
   */
  public Optional<Integer> allowedBelow(String topic, int payload) {
    long whole = (long) topic.getBytes(StandardCharsets.UTF_8).length + payload + ABOUT;
    return limits.bytes > 0 && whole > limits.bytes ? Optional.of(limits.bytes) : Optional.empty();
  }

  /**
   * The application protocol that is named in the handshake (ALPN) with a broker there: port 443 of
   * AWS is shared by several, and this one is MQTT of a device with a certificate (its maker's page
   * about protocols, read 2026). Empty where none is named.
   */
  public Optional<String> alpn(URI broker) {
    return entry == Entry.CERTIFICATE && broker.getPort() == SHARED_PORT
        ? Optional.of("x-amzn-mqtt-ca")
        : Optional.empty();
  }

  /** What there is left for the rest of a topic; at most the length of any. */
  public int topicRoom(String rest) {
    int most = limits.topicBytes > 0 ? limits.topicBytes : 65_535;
    return most - rest.getBytes(StandardCharsets.UTF_8).length;
  }

  /** Version, way and user, as far as they are known before a broker is asked. */
  void check(String whose, LinkSettings given) {
    if (!versions.contains(given.version())) {
      throw refused(
          whose,
          "version",
          given.version().word(),
          versions.stream().map(MqttVersion::word).sorted().collect(Collectors.joining(", ")));
    }
    switch (entry) {
      case FREE, TOKEN -> {}
      case DEVICE_KEY -> {
        checkSealed(whose, given.broker());
        checkNobody(whose, given.username());
      }
      case CERTIFICATE -> {
        checkSealed(whose, given.broker());
        checkNobody(whose, given.username());
        if (given.keys().none()) {
          throw refused(whose, "keystore", "none", "one with the device's certificate");
        }
      }
    }
  }

  private void checkSealed(String whose, URI broker) {
    if (!"ssl".equals(broker.getScheme())) {
      throw refused(whose, "broker.uri", broker.toString(), "ssl://host:8883");
    }
  }

  private void checkNobody(String whose, String username) {
    if (!username.isEmpty()) {
      throw refused(whose, "username", "one", "none, the platform knows the device by its id");
    }
  }

  private IllegalArgumentException refused(
      String whose, String setting, String given, String allowed) {
    return BrokerAddress.refused(whose, setting, given, "at %s %s".formatted(word, allowed));
  }
}
