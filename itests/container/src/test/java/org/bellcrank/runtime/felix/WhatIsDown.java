package org.bellcrank.runtime.felix;

import java.util.List;
import java.util.Map;
import org.bellcrank.health.Diagnosis;
import org.bellcrank.health.osgi.BundleDiagnosis;
import org.bellcrank.health.osgi.ComponentDiagnosis;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.service.component.runtime.ServiceComponentRuntime;

/** The runtime's own report of what did not start and why, on any framework. */
public final class WhatIsDown {

  private WhatIsDown() {}

  /** Bundles alone; can be asked from outside the framework. */
  public static List<String> bundles(Bundle[] bundles, Map<Bundle, BundleException> refusals) {
    Diagnosis diagnosis = new Diagnosis();
    new BundleDiagnosis(bundles, refusals).tell(diagnosis);
    return diagnosis.lines();
  }

  /** Bundles and components; to be asked inside, where the types of the components are. */
  public static List<String> all(Bundle[] bundles, ServiceComponentRuntime components) {
    Diagnosis diagnosis = new Diagnosis();
    BundleDiagnosis parts = new BundleDiagnosis(bundles, Map.of());
    parts.tell(diagnosis);
    new ComponentDiagnosis(components, parts).tell(diagnosis);
    return diagnosis.lines();
  }
}
