package org.bellcrank.fleet.mqtt;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.FactsException;

/** What gateways answer about themselves. Safe for any thread. */
final class GatewayLook {

  private static final int TIMES = 3;
  private static final long OK = 200;

  private final FleetLink link;
  private final Duration patience;

  /**
   * A deployment package on a gateway.
   *
   * @param bundles state by symbolic name, for example {@code ACTIVE}
   */
  record Installed(String name, String version, Map<String, String> bundles) {}

  /**
   * How the gateway says it is.
   *
   * @param state ok, degraded or failed
   * @param causes one line each
   */
  record Health(String state, List<String> causes) {}

  GatewayLook(FleetLink link, Duration patience) {
    this.link = link;
    this.patience = patience;
  }

  /** Installed packages by name; empty when the gateway does not answer. */
  Optional<Map<String, Installed>> packages(String gateway) throws InterruptedException {
    return facts(gateway, "INVENTORY-V1", "deploymentPackages", TIMES).map(GatewayLook::installed);
  }

  private static Map<String, Installed> installed(Facts facts) {
    Map<String, Installed> packages = new LinkedHashMap<>();
    for (Facts each : facts.factsList("deploymentPackages")) {
      Map<String, String> bundles = new LinkedHashMap<>();
      for (Facts bundle : each.factsList("bundles")) {
        bundles.put(bundle.text("name").orElse("?"), bundle.text("state").orElse("unknown"));
      }
      String name = each.text("name").orElse("?");
      packages.put(name, new Installed(name, each.text("version").orElse("?"), bundles));
    }
    return packages;
  }

  /** Empty where the gateway has no such application, or does not answer. */
  Optional<Health> health(String gateway) throws InterruptedException {
    return facts(gateway, "BELLCRANK-V1", "health", 2)
        .map(
            facts -> {
              List<String> causes = new ArrayList<>();
              for (Facts each : facts.factsList("causes")) {
                causes.add(each.text("bundle").orElse("") + ": " + each.text("reason").orElse(""));
              }
              return new Health(facts.text("state").orElse("unknown"), causes);
            });
  }

  /** Packages, documents and models as Bellcrank names them; empty without an answer. */
  Optional<Facts> versions(String gateway) throws InterruptedException {
    return facts(gateway, "BELLCRANK-V1", "versions", 2);
  }

  /** Bundles that are down by design there, as the gateway says; empty where it says nothing. */
  Set<String> idle(String gateway) throws InterruptedException {
    return versions(gateway).map(facts -> facts.factsList("bundles")).orElse(List.of()).stream()
        .filter(each -> each.text("state").filter("IDLE"::equals).isPresent())
        .map(each -> each.text("name").orElse(""))
        .collect(Collectors.toSet());
  }

  /** The version of the site documents in force, empty text where none is; empty: no answer. */
  Optional<String> documents(String gateway) throws InterruptedException {
    return facts(gateway, "BELLCRANK-V1", "documents", TIMES)
        .map(facts -> facts.text("active").orElse(""));
  }

  private Optional<Facts> facts(String gateway, String application, String resource, int times)
      throws InterruptedException {
    Optional<KuraPayload> reply =
        link.askAgain(gateway, FleetLink.Ask.get(application, resource), patience, times);
    if (reply.isEmpty() || code(reply.get()) != OK) {
      return Optional.empty();
    }
    try {
      return Optional.of(Facts.parse(reply.get().bodyText()));
    } catch (FactsException e) {
      return Optional.empty();
    }
  }

  static long code(KuraPayload reply) {
    return reply.whole("response.code").orElse(0L);
  }

  /** Why a gateway refused, in its own words. */
  static String refusal(KuraPayload reply) {
    return reply
        .text("response.exception.message")
        .filter(text -> !text.isBlank())
        .orElse(reply.body().length == 0 ? "answer " + code(reply) : reply.bodyText());
  }

  /**
   * What is wrong with a gateway.
   *
   * @param name the package whose bundles have to run; empty where none is looked at
   * @param fragments bundles that are in order when they are only resolved
   * @param told whether silence about health is trouble too
   * @return empty when all is well
   */
  Optional<String> trouble(
      String gateway, Optional<String> name, Set<String> fragments, boolean told)
      throws InterruptedException {
    Optional<Map<String, Installed>> packages = packages(gateway);
    if (packages.isEmpty()) {
      return Optional.of("does not answer");
    }
    Installed of = name.map(packages.get()::get).orElse(null);
    if (of != null) {
      List<String> down = new ArrayList<>();
      of.bundles()
          .forEach(
              (bundle, state) -> {
                boolean up =
                    state.equals("ACTIVE")
                        || state.equals("RESOLVED") && fragments.contains(bundle);
                if (!up) {
                  down.add(bundle + " is " + state);
                }
              });
      if (!down.isEmpty()) {
        idle(gateway).forEach(idle -> down.removeIf(each -> each.startsWith(idle + " is ")));
      }
      if (!down.isEmpty()) {
        return Optional.of(String.join(", ", down));
      }
    }
    Optional<Health> health = health(gateway);
    if (health.isEmpty() && told) {
      return Optional.of("does not tell its health (BELLCRANK-V1 is silent)");
    }
    if (health.isEmpty() || health.get().state().equals("ok")) {
      return Optional.empty();
    }
    return Optional.of(
        "health %s: %s".formatted(health.get().state(), String.join("; ", health.get().causes())));
  }
}
