package org.bellcrank.itests.kura.security;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bellcrank.itests.kura.configuration.ConfigurationStore;
import org.bellcrank.itests.kura.configuration.Secret;
import org.eclipse.kura.KuraException;
import org.eclipse.kura.crypto.CryptoService;
import org.eclipse.kura.security.keystore.KeystoreChangedEvent;
import org.eclipse.kura.security.keystore.KeystoreService;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.ManagedServiceFactory;
import org.osgi.service.event.EventAdmin;

/** Makes a keystore for each configuration of Kura's factory, and tells when one is another. */
public final class Keystores implements ManagedServiceFactory {

  private static final String FACTORY =
      "org.eclipse.kura.core.keystore.FilesystemKeystoreServiceImpl";
  private static final String FIRST = "SSLKeystore";
  private static final String PASSWORD = "changeit";

  private record Made(String name, FileKeystore keystore, Runnable unregister) {}

  private final BundleContext context;
  private final CryptoService crypto;
  private final EventAdmin events;
  private final Map<String, Made> made = new ConcurrentHashMap<>();

  public Keystores(BundleContext context, CryptoService crypto, EventAdmin events) {
    this.context = context;
    this.crypto = crypto;
    this.events = events;
  }

  public void offer() {
    Dictionary<String, Object> properties = new Hashtable<>();
    properties.put("service.pid", FACTORY);
    context.registerService(ManagedServiceFactory.class, this, properties);
  }

  /** The one that every gateway has, empty. */
  public void first(ConfigurationStore store, Path folder) throws IOException {
    if (store.stored(FIRST) != null) {
      return;
    }
    Path file = Files.createDirectories(folder).resolve("cacerts.ks");
    try (OutputStream out = Files.newOutputStream(file)) {
      KeyStore empty = KeyStore.getInstance("PKCS12");
      empty.load(null, null);
      empty.store(out, PASSWORD.toCharArray());
    } catch (GeneralSecurityException e) {
      throw new IOException("no keystore in " + file, e);
    }
    Map<String, Object> properties =
        Map.of("keystore.path", file.toString(), "keystore.password", new Secret(PASSWORD));
    store.create(FACTORY, FIRST, properties, true);
  }

  @Override
  public String getName() {
    return FACTORY;
  }

  @Override
  public void updated(String pid, Dictionary<String, ?> given) {
    String name = String.valueOf(given.get("kura.service.pid"));
    FileKeystore.Place place =
        new FileKeystore.Place(
            Path.of(String.valueOf(given.get("keystore.path"))),
            plain(String.valueOf(given.get("keystore.password"))));
    Made before = made.get(pid);
    if (before != null) {
      before.keystore().move(place);
      events.postEvent(new KeystoreChangedEvent(name));
      return;
    }
    FileKeystore keystore = new FileKeystore(place);
    Dictionary<String, Object> properties = new Hashtable<>();
    properties.put("kura.service.pid", name);
    properties.put("service.pid", pid);
    var registration = context.registerService(KeystoreService.class, keystore, properties);
    made.put(pid, new Made(name, keystore, registration::unregister));
  }

  /** It comes sealed after an update, plain before. */
  private String plain(String password) {
    try {
      return new String(crypto.decryptAes(password.toCharArray()));
    } catch (KuraException | RuntimeException e) {
      return password;
    }
  }

  @Override
  public void deleted(String pid) {
    Made gone = made.remove(pid);
    if (gone != null) {
      gone.unregister().run();
    }
  }
}
