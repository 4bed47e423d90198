package org.bellcrank.runtime.felix;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.bellcrank.health.Diagnosis;
import org.bellcrank.health.osgi.BundleDiagnosis;
import org.bellcrank.health.osgi.ComponentDiagnosis;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.service.component.runtime.ServiceComponentRuntime;

/**
 * What did not start, with the chain down to each cause. A gateway calls a package installed even
 * when its bundles are down, so this is the only place where it shows.
 *
 * @param lines for a person; empty where everything is up
 */
record StartReport(List<String> lines) {

  private static final Duration LIMIT = Duration.ofSeconds(15);
  private static final Duration STEP = Duration.ofMillis(100);

  StartReport {
    lines = List.copyOf(lines);
  }

  /**
   * Waits until everything is up, or until nothing changes any more.
   *
   * @param withComponents whether components count too, or bundles alone
   * @param quiet how long nothing may change before what is down counts as down: a store takes its
   *     time to open
   * @throws InterruptedException when the process is asked to end meanwhile
   */
  static StartReport settled(
      Gateway gateway, Configurations configurations, boolean withComponents, Duration quiet)
      throws StartException, InterruptedException {
    ServiceComponentRuntime components =
        withComponents ? gateway.service(ServiceComponentRuntime.class) : null;
    Map<Bundle, BundleException> refusals = gateway.startRemaining();
    long start = System.nanoTime();
    long changed = start;
    List<String> lines = now(gateway, configurations, components, refusals);
    while (!lines.isEmpty()
        && System.nanoTime() - changed < quiet.toNanos()
        && System.nanoTime() - start < LIMIT.toNanos()) {
      TimeUnit.NANOSECONDS.sleep(STEP.toNanos());
      List<String> next = now(gateway, configurations, components, refusals);
      if (!next.equals(lines)) {
        changed = System.nanoTime();
        lines = next;
      }
    }
    return new StartReport(lines);
  }

  private static List<String> now(
      Gateway gateway,
      Configurations configurations,
      ServiceComponentRuntime components,
      Map<Bundle, BundleException> refusals) {
    Diagnosis diagnosis = new Diagnosis();
    BundleDiagnosis bundles = new BundleDiagnosis(gateway.context().getBundles(), refusals);
    bundles.tell(diagnosis);
    if (components != null) {
      new ComponentDiagnosis(components, bundles).tell(diagnosis);
      new UntakenConfigurations(components).tell(configurations, diagnosis);
    }
    return diagnosis.lines();
  }
}
