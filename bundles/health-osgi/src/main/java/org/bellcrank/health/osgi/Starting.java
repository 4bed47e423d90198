package org.bellcrank.health.osgi;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.startlevel.FrameworkStartLevel;

/**
 * Tries once more to start what should run and does not. A deployment admin keeps to itself why a
 * bundle refused; this is how the reason is learnt, and a bundle that only waited for another one
 * comes up. Each bundle is tried once until some bundle is installed, updated or removed.
 */
final class Starting {

  private record Attempt(long world, BundleException refusal) {}

  private final BundleContext context;
  private final Map<Long, Attempt> attempts = new HashMap<>();

  Starting(BundleContext context) {
    this.context = context;
  }

  /** Whether somebody wants it to run. */
  static boolean wanted(Bundle bundle) {
    BundleStartLevel level = bundle.adapt(BundleStartLevel.class);
    return level == null || level.isPersistentlyStarted();
  }

  /**
   * @return why each bundle that is still down refuses to start
   */
  Map<Bundle, BundleException> start(List<Bundle> ours, BundleDiagnosis idle) {
    long world = world();
    Map<Bundle, BundleException> refusals = new HashMap<>();
    for (Bundle bundle : ours) {
      if (BundleDiagnosis.isUp(bundle)
          || bundle.getState() == Bundle.STARTING
          || BundleDiagnosis.isFragment(bundle)
          || idle.idleWithout(bundle).isPresent()
          || !wanted(bundle)
          || !reached(bundle)) {
        continue;
      }
      BundleException refusal = tried(bundle, world);
      if (refusal != null) {
        refusals.put(bundle, refusal);
      }
    }
    return refusals;
  }

  private BundleException tried(Bundle bundle, long world) {
    Attempt last = attempts.get(bundle.getBundleId());
    if (last != null && last.world() == world) {
      return last.refusal();
    }
    BundleException refusal = null;
    try {
      bundle.start(Bundle.START_TRANSIENT | Bundle.START_ACTIVATION_POLICY);
    } catch (BundleException e) {
      refusal = e;
    }
    attempts.put(bundle.getBundleId(), new Attempt(world, refusal));
    return refusal;
  }

  private boolean reached(Bundle bundle) {
    FrameworkStartLevel framework = context.getBundle(0).adapt(FrameworkStartLevel.class);
    BundleStartLevel level = bundle.adapt(BundleStartLevel.class);
    return framework == null || level == null || level.getStartLevel() <= framework.getStartLevel();
  }

  /** Changes when a bundle is installed, updated or removed, not when one starts or stops. */
  private long world() {
    long world = 7;
    for (Bundle bundle : context.getBundles()) {
      world = 31 * world + bundle.getBundleId();
      world = 31 * world + bundle.getLastModified();
    }
    return world;
  }
}
