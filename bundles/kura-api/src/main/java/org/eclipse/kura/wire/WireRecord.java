package org.eclipse.kura.wire;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.kura.type.TypedValue;
import org.osgi.annotation.versioning.ProviderType;

/** Typed values by name. */
@ProviderType
public class WireRecord {
  private final Map<String, TypedValue<?>> properties;

  public WireRecord(Map<String, TypedValue<?>> properties) {
    this.properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
  }

  public Map<String, TypedValue<?>> getProperties() {
    return properties;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof WireRecord record && properties.equals(record.properties);
  }

  @Override
  public int hashCode() {
    return properties.hashCode();
  }

  @Override
  public String toString() {
    return "WireRecord " + properties;
  }
}
