package org.bellcrank.health.osgi;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.bellcrank.health.BundleStatus;
import org.bellcrank.health.Diagnosis;
import org.bellcrank.health.ExpectedPackage;
import org.bellcrank.health.PackageEvent;
import org.bellcrank.health.Sighting;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.service.component.runtime.ServiceComponentRuntime;

/** One look at the framework. For one thread. */
final class FrameworkLook {

  private final BundleContext context;
  private final ServiceComponentRuntime components;
  private final Starting starting;
  private final Reviving reviving;

  FrameworkLook(BundleContext context, ServiceComponentRuntime components) {
    this.context = context;
    this.components = components;
    this.starting = new Starting(context);
    this.reviving = new Reviving(components);
  }

  /**
   * @param deployed null where the gateway has no deployment admin
   */
  Sighting look(DeployedPackages deployed, List<PackageEvent> refused) {
    List<Bundle> ours = ours();
    BundleDiagnosis before = new BundleDiagnosis(context.getBundles(), Map.of());
    Map<Bundle, BundleException> refusals = starting.start(ours, before);
    ours = ours();
    Set<String> names = ours.stream().map(Bundle::getSymbolicName).collect(Collectors.toSet());
    Predicate<String> our = names::contains;
    reviving.revive(our);
    BundleDiagnosis bundles = new BundleDiagnosis(context.getBundles(), refusals);
    ComponentDiagnosis parts = new ComponentDiagnosis(components, bundles);
    Diagnosis diagnosis = new Diagnosis();
    bundles.tell(diagnosis);
    parts.tell(diagnosis);
    return new Sighting(
        expected(deployed, ours),
        ours.stream().map(bundle -> status(bundle, bundles, refusals)).toList(),
        parts.statuses(our),
        diagnosis.about(our).causes(),
        refused);
  }

  private List<Bundle> ours() {
    return Arrays.stream(context.getBundles()).filter(Ours::is).toList();
  }

  /** A deployment admin knows versions too; headers tell what came another way. */
  private static List<ExpectedPackage> expected(DeployedPackages deployed, List<Bundle> ours) {
    List<ExpectedPackage> packages = new ArrayList<>();
    Set<String> known = new HashSet<>();
    if (deployed != null) {
      packages.addAll(deployed.read(ours));
      packages.forEach(dp -> known.add(dp.name()));
    }
    PackageHeaders.read(ours).stream()
        .filter(dp -> !known.contains(dp.name()))
        .forEach(packages::add);
    return packages;
  }

  private static BundleStatus status(
      Bundle bundle, BundleDiagnosis diagnosis, Map<Bundle, BundleException> refusals) {
    BundleStatus.State state;
    String note = "";
    if (BundleDiagnosis.isUp(bundle)) {
      state = BundleStatus.State.RUNNING;
    } else if (diagnosis.idleWithout(bundle).isPresent()) {
      state = BundleStatus.State.IDLE;
      note = "this gateway has no " + diagnosis.idleWithout(bundle).get();
    } else if (!Starting.wanted(bundle)) {
      state = BundleStatus.State.STOPPED;
      note = "nobody started it, or somebody stopped it";
    } else {
      state = BundleStatus.State.DOWN;
      note = refusals.containsKey(bundle) ? "it refuses to start" : "it does not run";
    }
    return new BundleStatus(
        bundle.getSymbolicName(),
        bundle.getVersion().toString(),
        state,
        Ours.header(bundle, Ours.PACKAGE),
        Ours.header(bundle, Ours.CONTENT),
        note);
  }
}
