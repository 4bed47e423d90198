package org.bellcrank.runtime.felix;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.bellcrank.verb.Verb;
import org.osgi.framework.BundleContext;
import org.osgi.util.tracker.ServiceTracker;

/** The words the command line knows: the launcher's own and those the bundles offer. */
final class Verbs implements AutoCloseable {

  private final ServiceTracker<Verb, Verb> offered;

  Verbs(BundleContext context) {
    offered = new ServiceTracker<>(context, Verb.class, null);
    offered.open();
  }

  /** By name. */
  Map<String, Verb> all() {
    Map<String, Verb> verbs = new TreeMap<>();
    Verb run = new RunVerb();
    verbs.put(run.name(), run);
    for (Verb verb : offered.getServices(new Verb[0])) {
      verbs.putIfAbsent(verb.name(), verb);
    }
    return verbs;
  }

  Optional<Verb> find(String word) {
    return Optional.ofNullable(all().get(word));
  }

  @Override
  public void close() {
    offered.close();
  }
}
