package org.bellcrank.itests.chaos;

import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import org.bellcrank.journal.Store;

/**
 * Opens a gateway's store when the gateway is gone. The store's bundle exports nothing, so its
 * class is asked for by name from whoever can load it.
 */
public final class StoreOpener {

  static final String BUNDLE = "org.bellcrank.store-jdbc";

  private static final String STORE = "org.bellcrank.store.jdbc.JdbcStore";

  private final Classes classes;

  /** Finds a class of the store's bundle. */
  @FunctionalInterface
  public interface Classes {
    Class<?> load(String name) throws ClassNotFoundException;
  }

  /** Reads a store that was opened. */
  @FunctionalInterface
  public interface Reading {
    void with(Store store) throws InterruptedException;
  }

  public StoreOpener(Classes classes) {
    this.classes = classes;
  }

  public void read(Path data, Reading reading) throws InterruptedException {
    try (AutoCloseable opened = open(data)) {
      reading.with((Store) opened);
    } catch (InterruptedException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new ChaosException("the store in " + data + " does not close", e);
    }
  }

  private AutoCloseable open(Path data) {
    try {
      return (AutoCloseable) classes.load(STORE).getMethod("open", Path.class).invoke(null, data);
    } catch (InvocationTargetException e) {
      throw new ChaosException(
          "the store in %s does not open: %s".formatted(data, e.getCause().getMessage()),
          e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new ChaosException("no store can be read here: " + e.getMessage(), e);
    }
  }
}
