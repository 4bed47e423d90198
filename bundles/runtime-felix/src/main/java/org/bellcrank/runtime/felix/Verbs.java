package org.bellcrank.runtime.felix;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.bellcrank.verb.Verb;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.util.tracker.ServiceTracker;

/** The words the command line knows: the launcher's own and those the bundles offer. */
final class Verbs implements AutoCloseable {

  private static final int LOOK_EVERY_MILLIS = 50;
  private static final int UP =
      ComponentConfigurationDTO.SATISFIED | ComponentConfigurationDTO.ACTIVE;

  private final ServiceTracker<Verb, Verb> offered;
  private final ServiceComponentRuntime components;

  Verbs(BundleContext context, ServiceComponentRuntime components) {
    this.components = components;
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

  /**
   * What all of them say of themselves, by name.
   *
   * @param known where that is kept, unless a word is still missing
   */
  Map<String, Word> words(KnownWords known) {
    Map<String, Word> words = new TreeMap<>();
    all().values().forEach(verb -> words.put(verb.name(), Word.of(verb)));
    if (!someWait()) {
      known.write(words);
    }
    return words;
  }

  Optional<Verb> find(String word) {
    return Optional.ofNullable(all().get(word));
  }

  /** Whether a bundle has a verb that is not offered yet, because something it needs is missing. */
  boolean someWait() {
    return components.getComponentDescriptionDTOs().stream()
        .filter(each -> List.of(each.serviceInterfaces).contains(Verb.class.getName()))
        .anyMatch(
            each ->
                components.getComponentConfigurationDTOs(each).stream()
                    .noneMatch(one -> (one.state & UP) != 0));
  }

  /** Waits until none waits any more, or for so long. */
  void await(Duration limit) throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    while (someWait() && System.nanoTime() < deadline) {
      TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
    }
  }

  @Override
  public void close() {
    offered.close();
  }
}
