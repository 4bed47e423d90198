package org.bellcrank.publish.mqtt;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.bellcrank.health.GatewayHealth;
import org.bellcrank.health.HealthReport;
import org.bellcrank.journal.Entry;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.Store;
import org.bellcrank.source.mqtt.link.BrokerLink;
import org.bellcrank.source.mqtt.link.Incoming;
import org.bellcrank.source.mqtt.link.LinkListener;
import org.bellcrank.source.mqtt.link.LinkSettings;
import org.bellcrank.source.mqtt.link.Platform;
import org.bellcrank.source.mqtt.link.Will;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One broker to which events go and how the gateway is. */
final class Publication implements LinkListener, EventFeed.Broker, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Publication.class);
  private static final int AT_LEAST_ONCE = 1;

  private final Outgoing outgoing;
  private final TopicTemplate topic;
  private final boolean retained;
  private final Optional<TopicTemplate> health;
  private final Platform platform;
  private final Clock clock;
  private final BrokerLink link;
  private final PacedLink paced;
  private final EventFeed feed;
  private volatile String state = "unknown";
  private GatewayHealth.Listening listening = () -> {};
  private GatewayHealth followed;

  /** What is published where. */
  record Plan(
      Outgoing outgoing,
      TopicTemplate topic,
      boolean retained,
      Optional<TopicTemplate> health,
      Platform platform,
      boolean fromNow) {

    /** What the broker tells when the gateway is gone without a word. */
    Optional<Will> will() {
      return health.map(
          where ->
              new Will(
                  where.topic(),
                  "{\"online\":false}".getBytes(StandardCharsets.UTF_8),
                  platform.keeps()));
    }
  }

  Publication(LinkSettings settings, Plan plan, String reader, Store store, Clock clock) {
    outgoing = plan.outgoing();
    topic = plan.topic();
    retained = plan.retained();
    health = plan.health();
    platform = plan.platform();
    this.clock = clock;
    link = new BrokerLink(settings, this);
    paced = new PacedLink(link, new Pace(platform.limits().perSecond()));
    feed = new EventFeed(settings.clientId(), reader, store, outgoing, plan.fromNow(), this);
  }

  void start() {
    link.start();
    feed.start();
  }

  void renew() {
    link.renew();
  }

  @Override
  public boolean isUp() {
    return link.isUp() && outgoing.isKnown();
  }

  @Override
  public CompletableFuture<Void> publish(Entry entry) {
    byte[] whole = outgoing.message(entry);
    String where = topic.topic(entry);
    byte[] message =
        platform
            .allowedBelow(where, whole.length)
            .map(most -> withoutFacts(entry, whole, most))
            .orElse(whole);
    return paced.publish(where, message, AT_LEAST_ONCE, retained);
  }

  /** One that the platform never takes would hold up all others: that it happened is told. */
  private byte[] withoutFacts(Entry entry, byte[] whole, int most) {
    LOG.warn(
        "Entry {} ({}) has {} bytes; allowed at {}: {} with its topic and 1024 for the way; it is"
            + " published without its facts",
        entry.sequence(),
        entry.kind(),
        whole.length,
        platform.word(),
        most);
    return outgoing.head(entry, whole.length);
  }

  @Override
  public void forget() {
    paced.forget();
  }

  @Override
  public void up() {
    tellHealth();
    feed.wake();
  }

  @Override
  public void arrived(Incoming message) {
    link.acknowledge(message); // nothing is subscribed to
  }

  synchronized void follow(GatewayHealth there) {
    listening.close();
    followed = there;
    listening = there.onChange(this::changed);
  }

  /** The old one may go after the new one came, and is no concern of ours then. */
  synchronized void leave(GatewayHealth gone) {
    if (followed != gone) {
      return;
    }
    followed = null;
    listening.close();
    listening = () -> {};
    state = "unknown";
    link.execute(this::tellHealth);
  }

  private void changed(HealthReport report) {
    state = report.state().word();
    link.execute(this::tellHealth);
  }

  /** On the link's own thread, so that an older word never follows a newer one. */
  private void tellHealth() {
    health.ifPresent(
        where ->
            link.publish(
                where.topic(),
                Facts.with("online", true)
                    .put("state", state)
                    .put("at", clock.instant().toString())
                    .build()
                    .json()
                    .getBytes(StandardCharsets.UTF_8),
                AT_LEAST_ONCE,
                platform.keeps()));
  }

  /** The broker tells that the gateway is gone. */
  @Override
  public void close() {
    synchronized (this) {
      listening.close();
    }
    link.close();
    feed.close();
  }
}
