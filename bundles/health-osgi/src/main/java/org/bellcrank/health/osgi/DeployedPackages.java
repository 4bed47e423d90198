package org.bellcrank.health.osgi;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.bellcrank.health.ExpectedPackage;
import org.bellcrank.health.ExpectedPackage.ExpectedBundle;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.deploymentadmin.DeploymentAdmin;
import org.osgi.service.deploymentadmin.DeploymentPackage;
import org.osgi.util.tracker.ServiceTracker;

/** Packages as their own manifests list them; to be touched only where a deployment admin is. */
final class DeployedPackages implements AutoCloseable {

  private final ServiceTracker<DeploymentAdmin, DeploymentAdmin> admin;

  DeployedPackages(BundleContext context) {
    admin = new ServiceTracker<>(context, DeploymentAdmin.class, null);
    admin.open();
  }

  /** Every package with a bundle of ours in it. */
  List<ExpectedPackage> read(List<Bundle> ours) {
    DeploymentAdmin service = admin.getService();
    List<ExpectedPackage> packages = new ArrayList<>();
    if (service == null) {
      return packages;
    }
    Set<String> names = ours.stream().map(Bundle::getSymbolicName).collect(Collectors.toSet());
    for (DeploymentPackage dp : service.listDeploymentPackages()) {
      List<ExpectedBundle> bundles = bundles(dp);
      boolean named = dp.getName().startsWith("bellcrank");
      if (named || bundles.stream().anyMatch(bundle -> names.contains(bundle.name()))) {
        packages.add(new ExpectedPackage(dp.getName(), dp.getVersion().toString(), bundles));
      }
    }
    return packages;
  }

  private static List<ExpectedBundle> bundles(DeploymentPackage dp) {
    List<ExpectedBundle> bundles = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (String resource : dp.getResources()) {
      String name = dp.getResourceHeader(resource, "Bundle-SymbolicName");
      if (name != null && seen.add(name)) {
        String content = dp.getResourceHeader(resource, Ours.CONTENT);
        bundles.add(
            new ExpectedBundle(
                name.replaceFirst(";.*", "").strip(),
                String.valueOf(dp.getResourceHeader(resource, "Bundle-Version")).strip(),
                content == null ? "" : content.strip()));
      }
    }
    return bundles;
  }

  @Override
  public void close() {
    admin.close();
  }
}
