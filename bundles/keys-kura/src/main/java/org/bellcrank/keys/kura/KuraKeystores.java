package org.bellcrank.keys.kura;

import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import org.bellcrank.keys.KeyCabinet;
import org.bellcrank.keys.KeyMaterial;
import org.bellcrank.keys.MissingKeysException;
import org.eclipse.kura.KuraException;
import org.eclipse.kura.security.keystore.KeystoreService;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keystores of the gateway by the names that a person gave them. What was opened is kept until
 * Kura says that the keystore changed, or its service comes or goes.
 */
@Component(
    service = {KeyCabinet.class, EventHandler.class},
    immediate = true,
    property = "event.topics=" + KuraKeystores.CHANGED)
public final class KuraKeystores implements KeyCabinet, EventHandler {

  /** Where Kura tells of changed entries; the same text on all its versions. */
  static final String CHANGED =
      "org/eclipse/kura/security/keystore/KeystoreChangedEvent/KEYSTORE_CHANGED";

  private static final Logger LOG = LoggerFactory.getLogger(KuraKeystores.class);
  private static final String NAME = "kura.service.pid";
  private static final String SENDER = "sender.pid";

  private final Map<String, KeystoreService> services = new ConcurrentHashMap<>();
  private final Map<String, KeyMaterial> opened = new ConcurrentHashMap<>();
  private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();

  /** What was read before a change must not be kept after it. */
  private final AtomicLong changes = new AtomicLong();

  /** A keystore came; one without a name cannot be chosen. */
  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY,
      updated = "updatedKeystore")
  public void addKeystore(KeystoreService there, Map<String, Object> properties) {
    name(properties)
        .ifPresent(
            name -> {
              services.put(name, there);
              changed(name);
            });
  }

  /** Its properties are others. */
  public void updatedKeystore(KeystoreService there, Map<String, Object> properties) {
    name(properties).ifPresent(this::changed);
  }

  /** It went. */
  public void removeKeystore(KeystoreService gone, Map<String, Object> properties) {
    name(properties)
        .ifPresent(
            name -> {
              if (services.remove(name, gone)) {
                changed(name);
              }
            });
  }

  private static Optional<String> name(Map<String, Object> properties) {
    return properties.get(NAME) instanceof String name && !name.isBlank()
        ? Optional.of(name)
        : Optional.empty();
  }

  @Override
  public void handleEvent(Event event) {
    if (event.getProperty(SENDER) instanceof String name) {
      changed(name);
    }
  }

  private void changed(String name) {
    changes.incrementAndGet();
    opened.remove(name);
    for (Consumer<String> each : listeners) {
      tell(each, name);
    }
  }

  private static void tell(Consumer<String> listener, String name) {
    try {
      listener.accept(name);
    } catch (RuntimeException e) { // the others are to hear of it
      LOG.error("keystore {}: whoever uses it did not take that it changed", name, e);
    }
  }

  @Override
  public KeyMaterial open(String name) throws MissingKeysException {
    KeyMaterial known = opened.get(name);
    if (known != null) {
      return known;
    }
    KeystoreService service = services.get(name);
    if (service == null) {
      List<String> names = names();
      throw new MissingKeysException(
          "keystore: given '%s'; allowed: %s"
              .formatted(
                  name,
                  names.isEmpty()
                      ? "none, this gateway offers no keystore"
                      : String.join(", ", names)));
    }
    long before = changes.get();
    KeyMaterial fresh = read(name, service);
    if (changes.get() == before) {
      opened.put(name, fresh);
    }
    return fresh;
  }

  private static KeyMaterial read(String name, KeystoreService service)
      throws MissingKeysException {
    try {
      List<KeyManager> keys = service.getKeyManagers(KeyManagerFactory.getDefaultAlgorithm());
      return new KeyMaterial(name, service.getKeyStore(), keys == null ? List.of() : keys);
    } catch (KuraException | GeneralSecurityException | RuntimeException e) { // Kura's own leaks
      throw new MissingKeysException(
          "keystore: given '%s', which cannot be opened (%s); allowed: one whose file and password fit"
              .formatted(name, e.getMessage()),
          e);
    }
  }

  @Override
  public List<String> names() {
    return services.keySet().stream().sorted().toList();
  }

  @Override
  public Registration onChange(Consumer<String> listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }
}
