package org.bellcrank.console.http;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.bellcrank.workorder.OrderLinks;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Names an order's page under the console's settings. A component of its own, so that what makes
 * orders does not wait for the console, which shows what makes them.
 */
@Component(
    name = "org.bellcrank.console.http.ConsoleLinks",
    service = OrderLinks.class,
    configurationPid = HttpConsole.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class ConsoleLinks implements OrderLinks {

  private static final Logger LOG = LoggerFactory.getLogger(ConsoleLinks.class);

  private final Optional<String> base;

  /** Checks the public address; one that is none gives way to the address that is served. */
  @Activate
  public ConsoleLinks(HttpConsole.Config config) {
    base = publicAddress(config).or(() -> servedAddress(config));
  }

  private static Optional<String> publicAddress(HttpConsole.Config config) {
    String given = config.public_address() == null ? "" : config.public_address().strip();
    if (given.isEmpty()) {
      return Optional.empty();
    }
    if (given.matches("https?://[^\\s?#/][^\\s?#]*")) {
      return Optional.of(given.replaceFirst("/+$", ""));
    }
    LOG.error(
        "{} public.address: given '{}'; allowed: http://… or https://… without ? and #, or nothing;"
            + " links name the address that is served",
        HttpConsole.PID,
        given);
    return Optional.empty();
  }

  /** Empty where the port is whatever is free: it is another after each start. */
  private static Optional<String> servedAddress(HttpConsole.Config config) {
    if (config.port() < 1 || config.port() > 65535) {
      return Optional.empty();
    }
    String host = config.address().contains(":") ? "[" + config.address() + "]" : config.address();
    return Optional.of("http://%s:%d".formatted(host, config.port()));
  }

  @Override
  public Optional<String> console(String order) {
    return base.map(at -> at + "/#/orders/" + URLEncoder.encode(order, StandardCharsets.UTF_8));
  }
}
