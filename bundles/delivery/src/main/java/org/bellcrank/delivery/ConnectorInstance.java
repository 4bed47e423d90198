package org.bellcrank.delivery;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The use of a connector at a site; part of the site documents.
 *
 * @param id unique among all instances
 * @param kind id of the connector
 * @param title name for people
 * @param site id of the site asset whose orders go there
 * @param address base address of the CMMS
 * @param credential where the credential is found: {@code secret:name} or {@code env:NAME}; never
 *     the credential itself
 * @param context what the connector asks of its site, for example {@code siteid}
 * @param concurrency how many calls at a time; empty for the connector's own
 * @param requestsPerMinute empty for the connector's own
 * @param answerTimeout empty for the connector's own
 */
public record ConnectorInstance(
    String id,
    String kind,
    String title,
    String site,
    URI address,
    Optional<String> credential,
    Map<String, String> context,
    OptionalInt concurrency,
    OptionalInt requestsPerMinute,
    Optional<Duration> answerTimeout) {

  public ConnectorInstance {
    context = Map.copyOf(context);
  }
}
