package org.bellcrank.runtime.felix;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/** What the health bundles say inside a gateway; their types stay inside. */
final class Watched {

  private static final String SERVICE = "org.bellcrank.health.GatewayHealth";
  private static final Duration LIMIT = Duration.ofSeconds(90);

  private final BundleContext context;

  private Watched(BundleContext context) {
    this.context = context;
  }

  /** Installs and starts the health bundles. */
  static Watched on(Gateway gateway) throws BundleException {
    BundleContext context = gateway.context();
    for (String name : new String[] {"journal", "health", "health-osgi", "health-kura"}) {
      String file = "bundles/" + name + "/target/" + name + "-0.1.0.jar";
      Bundle bundle = context.installBundle(TestGateway.ROOT.resolve(file).toUri().toString());
      bundle.start();
    }
    return new Watched(context);
  }

  /** The report in words, for example {@code HealthReport[at=…, state=FAILED, …]}. */
  String report() throws ReflectiveOperationException {
    Object health = health();
    if (health == null) {
      return "";
    }
    return health.getClass().getMethod("report").invoke(health).toString();
  }

  /** What is told from now on, each report in words. */
  List<String> listen() throws ReflectiveOperationException {
    List<String> heard = new CopyOnWriteArrayList<>();
    Consumer<Object> listener = report -> heard.add(report.toString());
    Object health = health();
    health.getClass().getMethod("onChange", Consumer.class).invoke(health, listener);
    return heard;
  }

  /** Of whatever class loader: this process's class path has the type, too. */
  private Object health() {
    try {
      ServiceReference<?>[] found = context.getAllServiceReferences(SERVICE, null);
      return found == null ? null : context.getService(found[0]);
    } catch (InvalidSyntaxException e) {
      throw new IllegalStateException("no filter was given", e);
    }
  }

  /** Waits until the report says all of this. */
  String await(String... words) throws ReflectiveOperationException {
    return await(
        report -> {
          for (String word : words) {
            if (!report.contains(word)) {
              return false;
            }
          }
          return true;
        },
        String.join(" and ", words));
  }

  /** Waits until a report was told that says this. */
  void awaitHeard(List<String> heard, String word) {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (heard.stream().noneMatch(report -> report.contains(word))
        && System.nanoTime() < deadline) {
      java.util.concurrent.locks.LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
    assertThat(heard).as("told").anyMatch(report -> report.contains(word));
  }

  private String await(Predicate<String> condition, String wanted)
      throws ReflectiveOperationException {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    String report = report();
    while (!condition.test(report) && System.nanoTime() < deadline) {
      java.util.concurrent.locks.LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
      report = report();
    }
    assertThat(condition.test(report)).as("%s, but health says: %s", wanted, report).isTrue();
    return report;
  }
}
