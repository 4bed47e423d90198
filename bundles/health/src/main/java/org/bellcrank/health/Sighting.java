package org.bellcrank.health;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bellcrank.health.ExpectedPackage.ExpectedBundle;

/**
 * All that one look at a framework saw; compares it with what should be there.
 *
 * @param expected packages with what they list
 * @param bundles the bundles of ours that are there
 * @param components the components of ours
 * @param causes why what is down is down
 * @param refused package events that failed and were not followed by a good one of the same package
 */
public record Sighting(
    List<ExpectedPackage> expected,
    List<BundleStatus> bundles,
    List<ComponentStatus> components,
    List<Cause> causes,
    List<PackageEvent> refused) {

  /** Compares. */
  public HealthReport report(Instant at) {
    Map<String, BundleStatus> there = new HashMap<>();
    bundles.forEach(bundle -> there.put(bundle.name(), bundle));
    List<Cause> all = new ArrayList<>(causes);
    List<BundleStatus> compared = new ArrayList<>();
    Set<String> listed = new HashSet<>();
    for (ExpectedPackage dp : expected) {
      for (ExpectedBundle bundle : dp.bundles()) {
        if (listed.add(bundle.name())) {
          compared.add(compare(dp, bundle, there.get(bundle.name()), all));
        }
      }
    }
    bundles.stream().filter(bundle -> !listed.contains(bundle.name())).forEach(compared::add);
    compared.sort(Comparator.comparing(BundleStatus::name));
    refused.forEach(event -> all.add(Cause.alone("", words(event))));
    HealthState state = refused.isEmpty() ? HealthState.OK : HealthState.DEGRADED;
    for (BundleStatus bundle : compared) {
      state = state.worse(bundle.state().weight());
    }
    for (ComponentStatus component : components) {
      state = state.worse(component.state().weight());
    }
    return new HealthReport(at, state, packages(compared), compared, sorted(), all);
  }

  private static String words(PackageEvent event) {
    String what =
        event.name().isEmpty() ? "a package" : ("package " + event.name() + " " + event.version());
    String why = event.note().isEmpty() ? "the gateway gave no reason" : event.note();
    return event.kind() == PackageEvent.Kind.INSTALLED
        ? what.strip() + " was refused, what was there before stays: " + why
        : what.strip() + " was not removed: " + why;
  }

  private static BundleStatus compare(
      ExpectedPackage dp, ExpectedBundle listed, BundleStatus there, List<Cause> causes) {
    String why;
    if (there == null) {
      why = "package " + dp.name() + " lists " + listed.name() + ", which is not installed";
      causes.add(Cause.absent(listed.name(), why));
      return new BundleStatus(
          listed.name(), "", BundleStatus.State.MISSING, dp.name(), "", "not installed");
    }
    if (!listed.version().isEmpty() && !listed.version().equals(there.version())) {
      why = "lists version " + listed.version() + ", version " + there.version() + " is there";
    } else if (!listed.content().isEmpty()
        && !there.content().isEmpty()
        && !listed.content().equals(there.content())) {
      why =
          "brings other content under the same version %s, so the gateway kept the old"
              .formatted(there.version());
    } else {
      return there.found(there.state(), dp.name(), there.note());
    }
    causes.add(Cause.alone(there.name(), "package " + dp.name() + " " + dp.version() + " " + why));
    boolean worse = there.state().weight() == HealthState.FAILED;
    return there.found(worse ? there.state() : BundleStatus.State.OUTDATED, dp.name(), why);
  }

  private List<PackageStatus> packages(List<BundleStatus> compared) {
    Map<String, HealthState> ofBundle = new HashMap<>();
    compared.forEach(bundle -> ofBundle.put(bundle.name(), bundle.state().weight()));
    components.forEach(
        one -> ofBundle.merge(one.bundle(), one.state().weight(), HealthState::worse));
    List<PackageStatus> packages = new ArrayList<>();
    for (ExpectedPackage dp : expected) {
      HealthState state =
          dp.bundles().stream()
              .map(bundle -> ofBundle.get(bundle.name()))
              .reduce(HealthState.OK, HealthState::worse);
      packages.add(new PackageStatus(dp.name(), dp.version(), state));
    }
    packages.sort(Comparator.comparing(PackageStatus::name));
    return packages;
  }

  private List<ComponentStatus> sorted() {
    return components.stream()
        .sorted(
            Comparator.comparing(ComponentStatus::name).thenComparing(ComponentStatus::instance))
        .toList();
  }
}
