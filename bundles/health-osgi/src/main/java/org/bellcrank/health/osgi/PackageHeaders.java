package org.bellcrank.health.osgi;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.bellcrank.health.ExpectedPackage;
import org.bellcrank.health.ExpectedPackage.ExpectedBundle;
import org.osgi.framework.Bundle;

/** Packages as the headers of their bundles tell them: also where no deployment admin is. */
final class PackageHeaders {

  private PackageHeaders() {}

  static List<ExpectedPackage> read(List<Bundle> bundles) {
    Map<String, TreeSet<String>> members = new TreeMap<>();
    for (Bundle bundle : bundles) {
      String name = Ours.header(bundle, Ours.PACKAGE);
      if (!name.isEmpty()) {
        TreeSet<String> names = members.computeIfAbsent(name, unused -> new TreeSet<>());
        names.add(bundle.getSymbolicName());
        Arrays.stream(Ours.header(bundle, Ours.PACKAGE_BUNDLES).split(","))
            .map(String::strip)
            .filter(text -> !text.isEmpty())
            .forEach(names::add);
      }
    }
    List<ExpectedPackage> packages = new ArrayList<>();
    members.forEach(
        (name, names) ->
            packages.add(
                new ExpectedPackage(
                    name, "", names.stream().map(n -> new ExpectedBundle(n, "", "")).toList())));
    return packages;
  }
}
