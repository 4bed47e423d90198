package org.bellcrank.health;

/**
 * A bundle, component or configuration as it stands in a diagnosis.
 *
 * @param label how a person is told of it
 * @param bundle symbolic name of its bundle; empty where it belongs to none
 */
public record Part(String label, String bundle) implements Comparable<Part> {

  /** A bundle. */
  public static Part bundle(String name, String version) {
    return new Part("bundle " + name + " " + version, name);
  }

  @Override
  public int compareTo(Part other) {
    int byLabel = label.compareTo(other.label);
    return byLabel != 0 ? byLabel : bundle.compareTo(other.bundle);
  }

  @Override
  public String toString() {
    return label;
  }
}
