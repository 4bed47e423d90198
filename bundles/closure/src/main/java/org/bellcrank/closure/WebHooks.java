package org.bellcrank.closure;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.bellcrank.delivery.ConnectorInstance;
import org.bellcrank.delivery.Connectors;
import org.bellcrank.delivery.InstanceDirectory;
import org.bellcrank.delivery.Secrets;
import org.bellcrank.delivery.connector.Connector;
import org.bellcrank.delivery.connector.OrderReading;
import org.bellcrank.delivery.connector.WebHook;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears the calls of CMMS that tell of a change: who proves that it is one makes the order be asked
 * for. What a call says besides is not believed. A service; safe for any thread.
 */
@Component(service = WebHooks.class)
public final class WebHooks {

  private static final Logger LOG = LoggerFactory.getLogger(WebHooks.class);

  private final InstanceDirectory directory;
  private final Connectors connectors;
  private final Secrets secrets;
  private final ClosureDesk desk;
  private final Clock clock;

  private static final Duration QUIET = Duration.ofMinutes(1);

  /** When a call was complained of last, by instance: strangers must not fill the log. */
  private final Map<String, Instant> complaints = new ConcurrentHashMap<>();

  /** Hears for the instances of the site documents. */
  @Activate
  public WebHooks(
      @Reference InstanceDirectory directory,
      @Reference Connectors connectors,
      @Reference Secrets secrets,
      @Reference ClosureDesk desk,
      @Reference Clock clock) {
    this.directory = directory;
    this.connectors = connectors;
    this.secrets = secrets;
    this.desk = desk;
    this.clock = clock;
  }

  /** What came of a call. */
  public sealed interface Heard {

    /**
     * It proves where it comes from.
     *
     * @param ours whether something is asked for now; false where the order is none of ours
     */
    record Hint(boolean ours) implements Heard {}

    /** It proves nothing, and nothing is asked for. */
    record Unproven(String why) implements Heard {}

    /** No calls are heard under this name. */
    record Deaf() implements Heard {}
  }

  /** Hears a call for an instance. */
  public Heard hear(String instance, WebHook.Call call) {
    Optional<ConnectorInstance> known =
        directory.instances().stream().filter(each -> each.id().equals(instance)).findFirst();
    Optional<WebHook> hook =
        known
            .flatMap(each -> connectors.find(each.kind()))
            .flatMap(Connector::reading)
            .flatMap(OrderReading::hook);
    Optional<String> secret = known.flatMap(ConnectorInstance::hook);
    if (hook.isEmpty() || secret.isEmpty()) {
      return new Heard.Deaf();
    }
    try {
      Optional<String> order = hook.get().hear(call, secrets.open(secret.get()), clock.instant());
      if (hook.get().order().isEmpty()) {
        return new Heard.Hint(desk.hint(instance));
      }
      return new Heard.Hint(order.filter(key -> desk.hint(instance, key)).isPresent());
    } catch (WebHook.UnprovenException unproven) {
      return unproven(instance, unproven.getMessage(), unproven.getMessage());
    } catch (Secrets.MissingSecretException missing) {
      return unproven(instance, missing.getMessage(), "the gateway lacks the secret of this hook");
    }
  }

  private Heard unproven(String instance, String words, String told) {
    Instant now = clock.instant();
    Instant last = complaints.get(instance);
    if (last == null || now.isBefore(last) || now.isAfter(last.plus(QUIET))) {
      complaints.put(instance, now);
      LOG.warn("Connector instance {}: a web hook is not believed: {}", instance, words);
    }
    return new Heard.Unproven(told);
  }
}
