package org.eclipse.kura.audit;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** Who acts on the present thread, for the audit log. */
@ProviderType
public class AuditContext {
  private static final ThreadLocal<AuditContext> CURRENT = new ThreadLocal<>();
  private final Map<String, String> properties;

  public AuditContext(Map<String, String> properties) {
    this.properties = new LinkedHashMap<>(properties);
  }

  public Map<String, String> getProperties() {
    return properties;
  }

  public AuditContext copy() {
    return new AuditContext(properties);
  }

  public static AuditContext currentOrInternal() {
    return current()
        .orElseGet(
            () ->
                new AuditContext(
                    Map.of(
                        AuditConstants.KEY_ENTRY_POINT.getValue(),
                        AuditConstants.ENTRY_POINT_INTERNAL.getValue())));
  }

  public static Optional<AuditContext> current() {
    return Optional.ofNullable(CURRENT.get());
  }

  public static Scope openScope(AuditContext context) {
    Scope scope = new Scope(CURRENT.get());
    CURRENT.set(context);
    return scope;
  }

  @Override
  public String toString() {
    return properties.toString();
  }

  /** Ends what {@link #openScope} began. */
  public static class Scope implements AutoCloseable {
    private final AuditContext before;

    Scope(AuditContext before) {
      this.before = before;
    }

    @Override
    public void close() {
      if (before == null) {
        CURRENT.remove();
      } else {
        CURRENT.set(before);
      }
    }
  }
}
