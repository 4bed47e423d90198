package org.bellcrank.health.osgi;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bellcrank.health.Diagnosis;
import org.bellcrank.health.Part;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.namespace.BundleNamespace;
import org.osgi.framework.namespace.ExecutionEnvironmentNamespace;
import org.osgi.framework.namespace.HostNamespace;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;

/**
 * Finds out why bundles are not resolved or not started.
 *
 * <p>A bundle may name in {@link #IDLE_WITHOUT} packages of a platform that it serves: on a gateway
 * that does not offer one of them it is idle by design, not down.
 */
public final class BundleDiagnosis {

  /** Header of a bundle: packages without which it stays down by design. */
  public static final String IDLE_WITHOUT = "Bellcrank-Idle-Without";

  private static final Pattern ATTRIBUTE = Pattern.compile("\\(([^()=<>!&|]+)(>=|<=|=)([^()]*)\\)");

  private final Bundle[] bundles;
  private final Map<Bundle, BundleException> refusals;

  /**
   * @param refusals what the framework said when each bundle was last started
   */
  public BundleDiagnosis(Bundle[] bundles, Map<Bundle, BundleException> refusals) {
    this.bundles = bundles.clone();
    this.refusals = refusals;
  }

  static Part part(Bundle bundle) {
    return Part.bundle(bundle.getSymbolicName(), bundle.getVersion().toString());
  }

  /** Whether a bundle does what a bundle of its kind can do. */
  public static boolean isUp(Bundle bundle) {
    int state = bundle.getState();
    return state == Bundle.ACTIVE || (isFragment(bundle) && state == Bundle.RESOLVED);
  }

  static boolean isFragment(Bundle bundle) {
    BundleRevision revision = bundle.adapt(BundleRevision.class);
    return revision != null && (revision.getTypes() & BundleRevision.TYPE_FRAGMENT) != 0;
  }

  /** The package that a bundle serves and this gateway lacks; empty where it should be up. */
  Optional<String> idleWithout(Bundle bundle) {
    String header = bundle.getHeaders("").get(IDLE_WITHOUT);
    if (header == null || bundle.getState() != Bundle.INSTALLED) {
      return Optional.empty();
    }
    return names(header).filter(name -> !offered(name)).findFirst();
  }

  /** The services without which components of a bundle are idle; empty for most. */
  Set<String> idleWithoutServices(long bundle) {
    return Arrays.stream(bundles)
        .filter(one -> one.getBundleId() == bundle)
        .map(one -> one.getHeaders("").get(ComponentDiagnosis.IDLE_WITHOUT_SERVICE))
        .filter(Objects::nonNull)
        .flatMap(BundleDiagnosis::names)
        .collect(Collectors.toSet());
  }

  private static Stream<String> names(String header) {
    return Arrays.stream(header.split(",")).map(String::strip).filter(name -> !name.isEmpty());
  }

  private boolean offered(String packageName) {
    for (Bundle bundle : bundles) {
      for (BundleCapability capability : capabilities(bundle, PackageNamespace.PACKAGE_NAMESPACE)) {
        Object name = capability.getAttributes().get(PackageNamespace.PACKAGE_NAMESPACE);
        if (packageName.equals(name)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Tells of every bundle that is down. */
  public void tell(Diagnosis diagnosis) {
    for (Bundle bundle : bundles) {
      if (isUp(bundle) || idleWithout(bundle).isPresent()) {
        continue;
      }
      if (bundle.getState() == Bundle.INSTALLED) {
        unresolved(bundle, diagnosis);
      } else {
        diagnosis.fails(
            part(bundle), "is not active", "the activator of it failed: " + deepest(bundle));
      }
    }
  }

  /** The bundle that declares a service in its manifest and is down. */
  Optional<Bundle> downProviderOf(String service) {
    for (Bundle bundle : bundles) {
      for (BundleCapability capability : capabilities(bundle, "osgi.service")) {
        Object offered = capability.getAttributes().get(Constants.OBJECTCLASS);
        boolean match = offered instanceof List<?> list && list.contains(service);
        if (!isUp(bundle) && (match || service.equals(offered))) {
          return Optional.of(bundle);
        }
      }
    }
    return Optional.empty();
  }

  private void unresolved(Bundle bundle, Diagnosis diagnosis) {
    boolean explained = false;
    for (Map.Entry<String, List<Bundle>> lack : lacks(bundle).entrySet()) {
      explained = true;
      if (lack.getValue().isEmpty()) {
        diagnosis.misses(
            part(bundle), "cannot be resolved", "no installed bundle offers " + lack.getKey());
      } else {
        diagnosis.waits(part(bundle), lack.getKey(), part(lack.getValue().get(0)));
      }
    }
    if (!explained) {
      diagnosis.misses(part(bundle), "cannot be resolved", "the resolver says: " + deepest(bundle));
    }
  }

  /** What a bundle needs and nobody resolved offers, with the unresolved that would. */
  private Map<String, List<Bundle>> lacks(Bundle bundle) {
    Map<String, List<Bundle>> lacks = new LinkedHashMap<>();
    BundleRevision revision = bundle.adapt(BundleRevision.class);
    for (BundleRequirement requirement : revision.getDeclaredRequirements(null)) {
      if (!counts(requirement)) {
        continue;
      }
      List<Bundle> down = new ArrayList<>();
      boolean offered = false;
      for (Bundle other : bundles) {
        boolean matches =
            capabilities(other, requirement.getNamespace()).stream().anyMatch(requirement::matches);
        offered |= matches && (other.getState() != Bundle.INSTALLED || other.equals(bundle));
        if (matches) {
          down.add(other);
        }
      }
      if (!offered) {
        lacks.put(describe(requirement), down);
      }
    }
    return lacks;
  }

  private static boolean counts(BundleRequirement requirement) {
    Map<String, String> directives = requirement.getDirectives();
    String resolution = directives.get(Constants.RESOLUTION_DIRECTIVE);
    String effective = directives.getOrDefault(Constants.EFFECTIVE_DIRECTIVE, "resolve");
    return effective.equals("resolve")
        && !Constants.RESOLUTION_OPTIONAL.equals(resolution)
        && !"dynamic".equals(resolution);
  }

  private static List<BundleCapability> capabilities(Bundle bundle, String namespace) {
    BundleRevision revision = bundle.adapt(BundleRevision.class);
    return revision == null ? List.of() : revision.getDeclaredCapabilities(namespace);
  }

  /** For example {@code package org.apache.camel, version 4.14 or higher, below 4.15}. */
  private static String describe(BundleRequirement requirement) {
    String filter = requirement.getDirectives().getOrDefault(Constants.FILTER_DIRECTIVE, "");
    String namespace = requirement.getNamespace();
    String name = "";
    StringBuilder range = new StringBuilder();
    Matcher attribute = ATTRIBUTE.matcher(filter);
    while (attribute.find()) {
      String value = attribute.group(3);
      boolean negated = attribute.start() > 0 && filter.charAt(attribute.start() - 1) == '!';
      if (attribute.group(1).equals(namespace)) {
        name = value;
      } else if (attribute.group(1).endsWith("version")) {
        String word = attribute.group(2).equals("=") ? "" : negated ? "below " : "from ";
        range.append(range.length() == 0 ? " " : " ").append(word).append(value);
      }
    }
    String kind = kind(namespace);
    return name.isEmpty() ? kind + " " + filter : kind + " " + name + range;
  }

  private static String kind(String namespace) {
    return switch (namespace) {
      case PackageNamespace.PACKAGE_NAMESPACE -> "package";
      case BundleNamespace.BUNDLE_NAMESPACE -> "bundle";
      case HostNamespace.HOST_NAMESPACE -> "host bundle";
      case ExecutionEnvironmentNamespace.EXECUTION_ENVIRONMENT_NAMESPACE -> "Java platform";
      default -> "capability " + namespace;
    };
  }

  private String deepest(Bundle bundle) {
    Throwable cause = refusals.get(bundle);
    if (cause == null) {
      return "it was stopped";
    }
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause instanceof BundleException ? cause.getMessage() : cause.toString();
  }
}
