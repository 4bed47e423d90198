package org.bellcrank.fleet.kura;

import java.time.Duration;
import org.bellcrank.site.EgressProfile;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/**
 * The settings, checked: the gateway does not check them itself.
 *
 * @param profile what may leave the site
 * @param patience how long the cloud's thread waits for an answer
 * @param evidenceBytes size up to which evidence is answered
 * @param messagesPerMinute how many messages leave by themselves at most
 * @param figuresEvery how often figures are told
 */
record Settings(
    EgressProfile profile,
    Duration patience,
    long evidenceBytes,
    int messagesPerMinute,
    Duration figuresEvery) {

  /**
   * Checks them.
   *
   * @throws IllegalArgumentException with the setting, what was given and what is allowed
   */
  static Settings of(Config config) {
    EgressProfile profile =
        EgressProfile.of(String.valueOf(config.egress_profile()))
            .orElseThrow(
                () -> refused("egress.profile", config.egress_profile(), EgressProfile.words()));
    return new Settings(
        profile,
        Duration.ofSeconds(within("request.seconds", config.request_seconds(), 1, 120)),
        within("evidence.max.bytes", config.evidence_max_bytes(), 0, 8388608),
        within("messages.per.minute", config.messages_per_minute(), 1, 6000),
        Duration.ofSeconds(within("figures.seconds", config.figures_seconds(), 10, 86400)));
  }

  private static int within(String name, int given, int least, int most) {
    if (given < least || given > most) {
      throw refused(name, given, least + " to " + most);
    }
    return given;
  }

  private static IllegalArgumentException refused(String name, Object given, String allowed) {
    return new IllegalArgumentException(
        "%s %s: given %s; allowed: %s".formatted(CloudApplication.PID, name, given, allowed));
  }

  /** As they are written. */
  @ObjectClassDefinition(
      id = CloudApplication.PID,
      localization = "OSGI-INF/l10n/fleet-kura",
      name = "%Bellcrank cloud application",
      description =
          "%The application BELLCRANK-V1 on every cloud connection, and what the gateway tells by"
              + " itself")
  public @interface Config {

    /** What may leave. */
    @AttributeDefinition(
        name = "%Egress profile",
        description =
            "%What may leave the site by cloud connections: nothing; states, configuration and"
                + " figures; or orders and pictures too",
        options = {
          @Option(label = "%air-gapped: nothing", value = "air-gapped"),
          @Option(label = "%site-only: health, configuration, figures", value = "site-only"),
          @Option(label = "%connected: orders and pictures too", value = "connected")
        })
    String egress_profile() default "site-only";

    /** Patience. */
    @AttributeDefinition(
        name = "%Longest request",
        min = "1",
        max = "120",
        description =
            "%How long the cloud waits for an answer, in seconds, 1 to 120; what takes longer goes"
                + " on")
    int request_seconds() default 20;

    /** Size. */
    @AttributeDefinition(
        name = "%Largest evidence",
        min = "0",
        max = "8388608",
        description = "%Size up to which a picture or document is answered, in bytes, 0 to 8388608")
    int evidence_max_bytes() default 1048576;

    /** Rate. */
    @AttributeDefinition(
        name = "%Messages",
        min = "1",
        max = "6000",
        description =
            "%How many messages leave by themselves at most, per minute, 1 to 6000; Kura lets 60"
                + " pass unless told otherwise")
    int messages_per_minute() default 60;

    /** Interval. */
    @AttributeDefinition(
        name = "%Figures",
        min = "10",
        max = "86400",
        description = "%How often counts and latencies are told, in seconds, 10 to 86400")
    int figures_seconds() default 300;

    /** Connections. */
    @AttributeDefinition(
        name = "%Cloud connections",
        required = false,
        description =
            "%Filter for the connections that offer the application; empty means all of them")
    String RequestHandlerRegistry_target();

    /** Order events. */
    @AttributeDefinition(
        name = "%Publisher of order events",
        description = "%Filter for the cloud publisher that tells what becomes of orders")
    String OrderPublisher_target() default "(kura.service.pid=changeme)";

    /** Figures. */
    @AttributeDefinition(
        name = "%Publisher of figures",
        description = "%Filter for the cloud publisher that tells counts and latencies")
    String FigurePublisher_target() default "(kura.service.pid=changeme)";

    /** Alerts. */
    @AttributeDefinition(
        name = "%Publisher of alerts",
        description = "%Filter for the cloud publisher that tells what is wrong with the gateway")
    String AlertPublisher_target() default "(kura.service.pid=changeme)";
  }
}
