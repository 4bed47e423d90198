package org.bellcrank.runtime.felix;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.bellcrank.health.Diagnosis;
import org.bellcrank.health.Part;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;

/** Finds configurations of the profile that no component has taken. */
final class UntakenConfigurations {

  private final ServiceComponentRuntime runtime;
  private final Collection<ComponentDescriptionDTO> descriptions;

  UntakenConfigurations(ServiceComponentRuntime runtime) {
    this.runtime = runtime;
    this.descriptions = runtime.getComponentDescriptionDTOs();
  }

  void tell(Configurations configurations, Diagnosis diagnosis) {
    for (Map.Entry<String, String> fed : configurations.servicePids().entrySet()) {
      ConfigurationEntry entry = configurations.entry(fed.getKey());
      if (entry != null) {
        tell(entry, fed.getValue(), diagnosis);
      }
    }
  }

  private void tell(ConfigurationEntry entry, String servicePid, Diagnosis diagnosis) {
    Part part = new Part("configuration " + entry, "");
    boolean known = false;
    for (ComponentDescriptionDTO description : descriptions) {
      if (List.of(description.configurationPid).contains(entry.componentPid())) {
        known = true;
        boolean taken =
            description.configurationPolicy.equals("ignore")
                || runtime.getComponentConfigurationDTOs(description).stream()
                    .anyMatch(instance -> has(instance, servicePid));
        if (!taken) {
          diagnosis.fails(
              part, "has no effect", "component " + description.name + " did not take it");
        }
      }
    }
    if (!known) {
      diagnosis.fails(
          part, "has no effect", "no started bundle has a component " + entry.componentPid());
    }
  }

  /** A component that needs several configurations carries the PIDs as a list. */
  private static boolean has(ComponentConfigurationDTO instance, String servicePid) {
    Object pid = instance.properties.get("service.pid");
    return servicePid.equals(pid)
        || (pid instanceof Collection<?> pids && pids.contains(servicePid))
        || (pid instanceof Object[] array && List.of(array).contains(servicePid));
  }
}
