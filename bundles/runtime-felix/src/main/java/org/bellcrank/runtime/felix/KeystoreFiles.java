package org.bellcrank.runtime.felix;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Hashtable;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.eclipse.kura.configuration.ConfigurationService;
import org.eclipse.kura.security.keystore.KeystoreChangedEvent;
import org.eclipse.kura.security.keystore.KeystoreService;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.event.EventAdmin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Offers each {@code NAME.p12} of the keys folder as the keystore NAME, as a gateway does, and
 * tells when a file is replaced. Its password stands in {@code NAME.password}.
 */
final class KeystoreFiles implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(KeystoreFiles.class);
  private static final long LOOK_SECONDS = 1;
  private static final String END = ".p12";

  private final BundleContext context;
  private final Path folder;
  private final Map<String, Offered> offered = new TreeMap<>();
  private final ScheduledExecutorService looking =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "bellcrank-keystores");
            thread.setDaemon(true);
            return thread;
          });

  private record Offered(String look, ServiceRegistration<KeystoreService> service) {}

  /** Offers what is there and goes on looking. */
  KeystoreFiles(BundleContext context, Path folder) {
    this.context = context;
    this.folder = folder;
    look();
    looking.scheduleWithFixedDelay(this::look, LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
  }

  private synchronized void look() {
    try {
      Map<String, String> there = there();
      for (Map.Entry<String, String> each : there.entrySet()) {
        seen(each.getKey(), each.getValue());
      }
      for (String name :
          offered.keySet().stream().filter(each -> !there.containsKey(each)).toList()) {
        LOG.info("keystore {} is gone", name);
        offered.remove(name).service().unregister();
      }
    } catch (IOException | IllegalStateException e) { // at the stop the framework is gone first
      LOG.debug("keystores in {} cannot be looked at: {}", folder, e.getMessage());
    }
  }

  private void seen(String name, String look) {
    Offered before = offered.get(name);
    if (before == null) {
      offered.put(name, new Offered(look, register(name)));
    } else if (!before.look().equals(look)) {
      offered.put(name, new Offered(look, before.service()));
      LOG.info("keystore {} is another", name);
      tell(name);
    }
  }

  private ServiceRegistration<KeystoreService> register(String name) {
    Hashtable<String, Object> properties = new Hashtable<>();
    properties.put(ConfigurationService.KURA_SERVICE_PID, name);
    LOG.info("keystore {} is the file {}", name, folder.resolve(name + END));
    return context.registerService(
        KeystoreService.class,
        new KeystoreFile(folder.resolve(name + END), folder.resolve(name + ".password")),
        properties);
  }

  private void tell(String name) {
    ServiceReference<EventAdmin> reference = context.getServiceReference(EventAdmin.class);
    EventAdmin events = reference == null ? null : context.getService(reference);
    if (events != null) {
      events.postEvent(new KeystoreChangedEvent(name));
      context.ungetService(reference);
    }
  }

  /** Name and how store and password look; a file that is just being written changes again. */
  private Map<String, String> there() throws IOException {
    Map<String, String> there = new TreeMap<>();
    if (!Files.isDirectory(folder)) {
      return there;
    }
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(each -> each.toString().endsWith(END)).toList()) {
        String name = file.getFileName().toString();
        name = name.substring(0, name.length() - END.length());
        there.put(name, look(file) + " " + look(folder.resolve(name + ".password")));
      }
    }
    return there;
  }

  private static String look(Path file) throws IOException {
    return Files.isRegularFile(file)
        ? Files.size(file) + " " + Files.getLastModifiedTime(file)
        : "none";
  }

  @Override
  public void close() {
    looking.shutdownNow();
  }
}
