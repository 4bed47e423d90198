package org.bellcrank.health.osgi;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.bellcrank.health.ComponentStatus;
import org.bellcrank.health.Diagnosis;
import org.bellcrank.health.Part;
import org.osgi.framework.Bundle;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.osgi.service.component.runtime.dto.ReferenceDTO;
import org.osgi.service.component.runtime.dto.UnsatisfiedReferenceDTO;

/**
 * Finds out why declarative components are not satisfied.
 *
 * <p>A bundle may name in {@link #IDLE_WITHOUT_SERVICE} services that come in a package one may
 * leave out: where no installed bundle offers one of them, the components that need it are idle by
 * design, unless something that is not idle waits for them.
 */
public final class ComponentDiagnosis {

  /** Header of a bundle: services without which components of it stay down by design. */
  public static final String IDLE_WITHOUT_SERVICE = "Bellcrank-Idle-Without-Service";

  /** The property that carries the name a person gave. */
  private static final String INSTANCE = "kura.service.pid";

  private final ServiceComponentRuntime runtime;
  private final Collection<ComponentDescriptionDTO> descriptions;
  private final BundleDiagnosis bundles;

  public ComponentDiagnosis(ServiceComponentRuntime runtime, BundleDiagnosis bundles) {
    this.runtime = runtime;
    this.descriptions = runtime.getComponentDescriptionDTOs();
    this.bundles = bundles;
  }

  private static Part part(ComponentDescriptionDTO description) {
    return part(description, "");
  }

  private static Part part(ComponentConfigurationDTO instance) {
    String name = instance(instance);
    return part(instance.description, name.isEmpty() ? "" : " as '" + name + "'");
  }

  private static Part part(ComponentDescriptionDTO description, String suffix) {
    String bundle = description.bundle.symbolicName;
    String label =
        description.name.startsWith(bundle)
            ? "component " + description.name
            : "component " + description.name + " in " + bundle;
    return new Part(label + suffix, bundle);
  }

  /** The name a person gave; empty where there is none but the component's. */
  private static String instance(ComponentConfigurationDTO instance) {
    Object name = instance.properties.get(INSTANCE);
    return name == null || name.equals(instance.description.name) ? "" : name.toString();
  }

  /** Every component and instance of the bundles asked for, with what it does. */
  public List<ComponentStatus> statuses(Predicate<String> bundle) {
    List<ComponentStatus> statuses = new ArrayList<>();
    for (ComponentDescriptionDTO description : descriptions) {
      if (!bundle.test(description.bundle.symbolicName)) {
        continue;
      }
      Collection<ComponentConfigurationDTO> instances =
          runtime.getComponentConfigurationDTOs(description);
      for (ComponentConfigurationDTO instance : instances) {
        ComponentStatus.State state = idle(instance) ? ComponentStatus.State.IDLE : state(instance);
        statuses.add(status(description, instance(instance), state));
      }
      if (instances.isEmpty()) {
        statuses.add(status(description, "", ComponentStatus.State.UNCONFIGURED));
      }
    }
    return statuses;
  }

  private static ComponentStatus status(
      ComponentDescriptionDTO description, String instance, ComponentStatus.State state) {
    return new ComponentStatus(description.name, instance, description.bundle.symbolicName, state);
  }

  private static ComponentStatus.State state(ComponentConfigurationDTO instance) {
    if (instance.failure != null) {
      return ComponentStatus.State.FAILED;
    }
    return switch (instance.state) {
      case ComponentConfigurationDTO.UNSATISFIED_CONFIGURATION ->
          ComponentStatus.State.UNCONFIGURED;
      case ComponentConfigurationDTO.UNSATISFIED_REFERENCE -> ComponentStatus.State.WAITING;
      default -> ComponentStatus.State.ACTIVE;
    };
  }

  /** Tells of every component that waits or failed. */
  public void tell(Diagnosis diagnosis) {
    for (ComponentDescriptionDTO description : descriptions) {
      for (ComponentConfigurationDTO instance :
          runtime.getComponentConfigurationDTOs(description)) {
        if (instance.failure != null) {
          diagnosis.fails(
              part(instance), "is not active", "its activation failed: " + reason(instance));
        } else if (instance.state == ComponentConfigurationDTO.UNSATISFIED_REFERENCE
            && !idle(instance)) {
          unsatisfied(instance, diagnosis);
        }
      }
    }
  }

  /** Whether it lacks a service of a package that this gateway has been left without. */
  private boolean idle(ComponentConfigurationDTO instance) {
    if (instance.failure != null
        || instance.state != ComponentConfigurationDTO.UNSATISFIED_REFERENCE) {
      return false;
    }
    Set<String> optional = bundles.idleWithoutServices(instance.description.bundle.id);
    for (UnsatisfiedReferenceDTO missing : instance.unsatisfiedReferences) {
      for (ReferenceDTO reference : instance.description.references) {
        if (reference.name.equals(missing.name)
            && optional.contains(reference.interfaceName)
            && provider(reference.interfaceName).isEmpty()
            && bundles.downProviderOf(reference.interfaceName).isEmpty()) {
          return true;
        }
      }
    }
    return false;
  }

  private Optional<ComponentDescriptionDTO> provider(String service) {
    return descriptions.stream()
        .filter(description -> List.of(description.serviceInterfaces).contains(service))
        .findFirst();
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
          lacking(part(instance), reference.interfaceName, missing.target, diagnosis);
        }
      }
    }
  }

  private void lacking(Part part, String service, String target, Diagnosis diagnosis) {
    String what = "service " + service + (target == null ? "" : " " + target);
    Optional<ComponentDescriptionDTO> provider = provider(service);
    Optional<Bundle> down = bundles.downProviderOf(service);
    if (provider.isPresent()) {
      lackingFrom(part, what, provider.get(), diagnosis);
    } else if (down.isPresent()) {
      diagnosis.waits(part, what, BundleDiagnosis.part(down.get()));
    } else {
      diagnosis.misses(part, "is not satisfied", "no installed bundle offers " + what);
    }
  }

  private void lackingFrom(
      Part part, String what, ComponentDescriptionDTO provider, Diagnosis diagnosis) {
    Collection<ComponentConfigurationDTO> instances =
        runtime.getComponentConfigurationDTOs(provider);
    for (ComponentConfigurationDTO instance : instances) {
      if (instance.failure != null
          || instance.state == ComponentConfigurationDTO.UNSATISFIED_REFERENCE) {
        diagnosis.waits(part, what, part(instance));
        if (idle(instance)) {
          unsatisfied(instance, diagnosis);
        }
        return;
      }
    }
    boolean configured =
        instances.stream()
            .anyMatch(i -> i.state != ComponentConfigurationDTO.UNSATISFIED_CONFIGURATION);
    if (configured) {
      diagnosis.misses(part, "is not satisfied", "no service matches: " + what);
    } else {
      diagnosis.waits(part, what, part(provider));
      diagnosis.misses(
          part(provider),
          "is not active",
          "nobody configured " + String.join(", ", pids(provider)));
    }
  }

  private static List<String> pids(ComponentDescriptionDTO description) {
    return description.configurationPid == null
        ? List.of(description.name)
        : List.of(description.configurationPid);
  }
}
