package org.bellcrank.itests.kura.configuration;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * The configuration of one component as a snapshot keeps it.
 *
 * @param pid the name people gave, or the component's
 * @param factoryPid null for a component that exists once
 */
public record Stored(String pid, String factoryPid, Map<String, Object> properties) {

  public Stored {
    properties = Collections.unmodifiableMap(new TreeMap<>(properties));
  }

  /** With what is given on top. */
  Stored with(Map<String, Object> changes) {
    Map<String, Object> all = new TreeMap<>(properties);
    all.putAll(changes);
    return new Stored(pid, factoryPid, all);
  }

  /** With what is given below. */
  Stored over(Map<String, Object> defaults) {
    Map<String, Object> all = new TreeMap<>(defaults);
    all.putAll(properties);
    return new Stored(pid, factoryPid, all);
  }
}
