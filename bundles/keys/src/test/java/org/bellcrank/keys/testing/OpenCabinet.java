package org.bellcrank.keys.testing;

import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import javax.net.ssl.KeyManagerFactory;
import org.bellcrank.keys.KeyCabinet;
import org.bellcrank.keys.KeyMaterial;
import org.bellcrank.keys.MissingKeysException;

/** Keystores in memory, whose keys have the password of {@link Authority}. */
public final class OpenCabinet implements KeyCabinet {

  private final Map<String, KeyStore> stores = new TreeMap<>();
  private final AtomicInteger asked = new AtomicInteger();
  private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();

  /** Puts a store in place of one of the same name and tells. */
  public OpenCabinet put(String name, KeyStore store) {
    synchronized (stores) {
      stores.put(name, store);
    }
    listeners.forEach(each -> each.accept(name));
    return this;
  }

  /** Takes a store away and tells. */
  public void remove(String name) {
    synchronized (stores) {
      stores.remove(name);
    }
    listeners.forEach(each -> each.accept(name));
  }

  /** What it hands out of a store. */
  public static KeyMaterial material(String name, KeyStore store) throws GeneralSecurityException {
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, Authority.SECRET.toCharArray());
    return new KeyMaterial(name, store, List.of(keys.getKeyManagers()));
  }

  /** How often a keystore was asked for. */
  public int asked() {
    return asked.get();
  }

  @Override
  public KeyMaterial open(String name) throws MissingKeysException {
    asked.incrementAndGet();
    KeyStore store;
    synchronized (stores) {
      store = stores.get(name);
    }
    if (store == null) {
      throw new MissingKeysException("keystore: given '%s'; allowed: %s".formatted(name, names()));
    }
    try {
      return material(name, store);
    } catch (GeneralSecurityException e) {
      throw new MissingKeysException(name + ": " + e.getMessage(), e);
    }
  }

  @Override
  public List<String> names() {
    synchronized (stores) {
      return List.copyOf(stores.keySet());
    }
  }

  @Override
  public Registration onChange(Consumer<String> listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }
}
