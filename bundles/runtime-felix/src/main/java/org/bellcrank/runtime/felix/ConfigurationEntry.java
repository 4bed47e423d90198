package org.bellcrank.runtime.felix;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * One configuration of a snapshot.
 *
 * @param pid the name a person chose (a factory's instance) or the component's PID
 * @param factoryPid null for a component that exists once
 * @param properties typed values by name, without the PIDs
 */
record ConfigurationEntry(String pid, String factoryPid, Map<String, Object> properties) {

  ConfigurationEntry {
    properties = Collections.unmodifiableMap(new TreeMap<>(properties));
  }

  /** The PID that a component declares. */
  String componentPid() {
    return factoryPid == null ? pid : factoryPid;
  }

  /** Without the values, which may be secrets. */
  @Override
  public String toString() {
    return factoryPid == null ? pid : pid + " of " + factoryPid;
  }
}
