package org.bellcrank.store.jdbc;

import java.util.Objects;
import java.util.function.Supplier;

/**
 * Which database a store is told to use.
 *
 * @param address {@code jdbc:postgresql://host:port/database}; empty for the one the data directory
 *     names, which is the SQLite file in it unless it was moved
 * @param schema the tables' own; empty for {@code bellcrank}
 * @param user the role that connects; empty for the one of the operating system
 * @param password asked for at each connection; empty for the file {@code keys/database} of the
 *     data directory, and no password where that is missing
 */
public record StoreSettings(String address, String schema, String user, Supplier<String> password) {

  /** The schema where none is named. */
  static final String SCHEMA = "bellcrank";

  /** Nothing given: the database that the data directory names. */
  public static final StoreSettings NONE = new StoreSettings("", "", "", () -> "");

  /** A missing text is an empty one. */
  public StoreSettings {
    address = strip(address);
    schema = strip(schema).isEmpty() ? SCHEMA : strip(schema);
    user = strip(user);
    Objects.requireNonNull(password);
  }

  /** Whether both mean the same rows. */
  boolean samePlace(StoreSettings other) {
    return address.equals(other.address) && schema.equals(other.schema) && user.equals(other.user);
  }

  private static String strip(String given) {
    return given == null ? "" : given.strip();
  }

  /** Without the password. */
  @Override
  public String toString() {
    return address.isEmpty() ? "the data directory" : "%s, schema %s".formatted(address, schema);
  }
}
