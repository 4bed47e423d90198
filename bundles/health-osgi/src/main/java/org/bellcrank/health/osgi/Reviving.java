package org.bellcrank.health.osgi;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.osgi.util.promise.Promise;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Activates once more what failed because a service went between being seen and being got, as
 * happens when a configuration or a package arrives while components start. The component runtime
 * leaves such a component down until something it needs changes, which on a gateway at rest is
 * never. What failed for a reason of its own is left alone. For one thread.
 */
final class Reviving {

  private static final Logger LOG = LoggerFactory.getLogger(Reviving.class);

  /** How Felix SCR (2.1.16, 2.2.12) begins to tell of it. */
  private static final String LOST = "Unable to get service for reference";

  /** Tries for a component until it has once been found up again. */
  private static final int MOST = 5;

  private static final long LIMIT_SECONDS = 10;

  private final ServiceComponentRuntime runtime;
  private final Map<String, Integer> tries = new HashMap<>();

  Reviving(ServiceComponentRuntime runtime) {
    this.runtime = runtime;
  }

  /**
   * Tries each that failed so, unless reviving another has brought it up already.
   *
   * @param ours tells bundles of ours by their symbolic name
   */
  void revive(Predicate<String> ours) {
    for (ComponentDescriptionDTO component : runtime.getComponentDescriptionDTOs()) {
      if (!ours.test(component.bundle.symbolicName)) {
        continue;
      }
      if (!lost(component)) {
        tries.remove(component.name);
      } else if (tries.merge(component.name, 1, Integer::sum) <= MOST) {
        LOG.warn(
            "component {} lost a service while it was activated; it is activated once more",
            component.name);
        done(runtime.disableComponent(component));
        done(runtime.enableComponent(component));
      }
    }
  }

  private boolean lost(ComponentDescriptionDTO component) {
    Collection<ComponentConfigurationDTO> instances =
        runtime.getComponentConfigurationDTOs(component);
    return List.copyOf(instances).stream()
        .anyMatch(one -> one.failure != null && one.failure.contains(LOST));
  }

  private static void done(Promise<Void> promise) {
    CountDownLatch resolved = new CountDownLatch(1);
    promise.onResolve(resolved::countDown);
    try {
      if (!resolved.await(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("the component runtime did not finish within {} s", LIMIT_SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
