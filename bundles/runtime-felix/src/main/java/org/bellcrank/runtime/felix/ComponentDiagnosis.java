package org.bellcrank.runtime.felix;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.kura.configuration.ConfigurationService;
import org.osgi.framework.Bundle;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.osgi.service.component.runtime.dto.ReferenceDTO;
import org.osgi.service.component.runtime.dto.UnsatisfiedReferenceDTO;

/** Finds out why declarative components are not satisfied. */
final class ComponentDiagnosis {

  private final ServiceComponentRuntime runtime;
  private final Collection<ComponentDescriptionDTO> descriptions;
  private final BundleDiagnosis bundles;

  ComponentDiagnosis(ServiceComponentRuntime runtime, BundleDiagnosis bundles) {
    this.runtime = runtime;
    this.descriptions = runtime.getComponentDescriptionDTOs();
    this.bundles = bundles;
  }

  private static String label(ComponentDescriptionDTO description) {
    String bundle = description.bundle.symbolicName;
    return description.name.startsWith(bundle)
        ? "component " + description.name
        : "component " + description.name + " in " + bundle;
  }

  private static String label(ComponentConfigurationDTO instance) {
    Object name = instance.properties.get(ConfigurationService.KURA_SERVICE_PID);
    String component = label(instance.description);
    return name == null || name.equals(instance.description.name)
        ? component
        : component + " as '" + name + "'";
  }

  void tell(Diagnosis diagnosis) {
    for (ComponentDescriptionDTO description : descriptions) {
      for (ComponentConfigurationDTO instance :
          runtime.getComponentConfigurationDTOs(description)) {
        if (instance.failure != null) {
          diagnosis.fails(
              label(instance), "is not active", "its activation failed: " + reason(instance));
        } else if (instance.state == ComponentConfigurationDTO.UNSATISFIED_REFERENCE) {
          unsatisfied(instance, diagnosis);
        }
      }
    }
  }

  /** A configuration that no component has taken. */
  void tellUntaken(ConfigurationEntry entry, String servicePid, Diagnosis diagnosis) {
    String part = "configuration " + entry;
    boolean known = false;
    for (ComponentDescriptionDTO description : descriptions) {
      if (List.of(description.configurationPid).contains(entry.componentPid())) {
        known = true;
        boolean taken =
            description.configurationPolicy.equals("ignore")
                || runtime.getComponentConfigurationDTOs(description).stream()
                    .anyMatch(instance -> has(instance, servicePid));
        if (!taken) {
          diagnosis.fails(part, "has no effect", label(description) + " did not take it");
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

  /** What was thrown first, in one line: the last "Caused by" of a stack trace. */
  private static String reason(ComponentConfigurationDTO instance) {
    String reason = "";
    for (String line : instance.failure.split("\\R")) {
      if (reason.isEmpty() || line.startsWith("Caused by: ")) {
        reason = line.replaceFirst("^Caused by: ", "").strip();
      }
    }
    return reason;
  }

  private void unsatisfied(ComponentConfigurationDTO instance, Diagnosis diagnosis) {
    for (UnsatisfiedReferenceDTO missing : instance.unsatisfiedReferences) {
      for (ReferenceDTO reference : instance.description.references) {
        if (reference.name.equals(missing.name)) {
          lacking(label(instance), reference.interfaceName, missing.target, diagnosis);
        }
      }
    }
  }

  private void lacking(String part, String service, String target, Diagnosis diagnosis) {
    String what = "service " + service + (target == null ? "" : " " + target);
    Optional<ComponentDescriptionDTO> provider =
        descriptions.stream()
            .filter(description -> List.of(description.serviceInterfaces).contains(service))
            .findFirst();
    Optional<Bundle> down = bundles.downProviderOf(service);
    if (provider.isPresent()) {
      lackingFrom(part, what, provider.get(), diagnosis);
    } else if (down.isPresent()) {
      diagnosis.waits(part, what, BundleDiagnosis.label(down.get()));
    } else {
      diagnosis.fails(part, "is not satisfied", "no installed bundle offers " + what);
    }
  }

  private void lackingFrom(
      String part, String what, ComponentDescriptionDTO provider, Diagnosis diagnosis) {
    Collection<ComponentConfigurationDTO> instances =
        runtime.getComponentConfigurationDTOs(provider);
    for (ComponentConfigurationDTO instance : instances) {
      if (instance.failure != null
          || instance.state == ComponentConfigurationDTO.UNSATISFIED_REFERENCE) {
        diagnosis.waits(part, what, label(instance));
        return;
      }
    }
    boolean configured =
        instances.stream()
            .anyMatch(i -> i.state != ComponentConfigurationDTO.UNSATISFIED_CONFIGURATION);
    if (configured) {
      diagnosis.fails(part, "is not satisfied", "no service matches: " + what);
    } else {
      diagnosis.waits(part, what, label(provider));
      diagnosis.fails(
          label(provider),
          "is not active",
          "the profile's snapshot has no configuration " + String.join(", ", pids(provider)));
    }
  }

  private static List<String> pids(ComponentDescriptionDTO description) {
    return description.configurationPid == null
        ? List.of(description.name)
        : List.of(description.configurationPid);
  }

  /** All service PIDs by name, for {@link #tellUntaken}. */
  void tellUntaken(Configurations configurations, Diagnosis diagnosis) {
    for (Map.Entry<String, String> fed : configurations.servicePids().entrySet()) {
      ConfigurationEntry entry = configurations.entry(fed.getKey());
      if (entry != null) {
        tellUntaken(entry, fed.getValue(), diagnosis);
      }
    }
  }
}
