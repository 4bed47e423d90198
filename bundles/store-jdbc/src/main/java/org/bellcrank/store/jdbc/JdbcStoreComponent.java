package org.bellcrank.store.jdbc;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.bellcrank.journal.DataDirectory;
import org.bellcrank.journal.Store;
import org.bellcrank.journal.StoreException;
import org.bellcrank.keys.kura.password.Passwords;
import org.eclipse.kura.configuration.ConfigurableComponent;
import org.eclipse.kura.crypto.CryptoService;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens the store where the configuration says and offers {@link Store}, {@link DataDirectory} and
 * {@link Clock} once it is open. Opening takes place on a thread of its own; what cannot be opened
 * is tried again, so that a store comes up when its directory becomes free.
 */
@Component(
    name = JdbcStoreComponent.PID,
    service = ConfigurableComponent.class,
    configurationPid = JdbcStoreComponent.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE,
    immediate = true)
@Designate(ocd = JdbcStoreSettings.class)
public final class JdbcStoreComponent implements ConfigurableComponent {

  static final String PID = "org.bellcrank.store.jdbc.JdbcStore";

  private static final Logger LOG = LoggerFactory.getLogger(JdbcStoreComponent.class);
  private static final long RETRY_SECONDS = 10;

  private final BundleContext bundle;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> new Thread(task, "bellcrank-store-opener"));
  private final List<ServiceRegistration<?>> registrations = new ArrayList<>();
  private JdbcStore store;
  private Path wanted;
  private volatile StoreSettings database = StoreSettings.NONE;
  private volatile CryptoService crypto;
  private String complaint = "";
  private Quota quota = Quota.DEFAULT;

  /** Starts opening the store; returns at once. */
  @Activate
  public JdbcStoreComponent(
      BundleContext bundle, Map<String, Object> properties, JdbcStoreSettings settings) {
    this.bundle = bundle;
    modified(properties, settings);
    thread.scheduleWithFixedDelay(this::open, RETRY_SECONDS, RETRY_SECONDS, TimeUnit.SECONDS);
  }

  /** Moves to another directory or database; the old one is closed first. */
  @Modified
  void modified(Map<String, Object> properties, JdbcStoreSettings settings) {
    String given = settings.data_directory();
    StoreSettings other =
        new StoreSettings(
            settings.database(),
            settings.schema(),
            settings.user(),
            () -> Passwords.plain(properties.get("password"), crypto, PID));
    Optional<Quota> limits = limits(settings);
    thread.execute(
        () -> {
          quota = limits.orElse(quota);
          want(given, other);
          if (store != null) {
            store.limit(quota);
          }
        });
  }

  private static Optional<Quota> limits(JdbcStoreSettings settings) {
    try {
      return Optional.of(Quota.of(settings));
    } catch (IllegalArgumentException e) {
      LOG.error("{}: {}; the limits of before stay in force", PID, e.getMessage());
      return Optional.empty();
    }
  }

  /** What opens a password that the gateway sealed; it may come after this component. */
  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  synchronized void setCryptoService(CryptoService there) {
    crypto = there;
  }

  /** It went. */
  synchronized void unsetCryptoService(CryptoService gone) {
    crypto = crypto == gone ? null : crypto;
  }

  /** Closes the store; everything submitted is on disk afterwards. */
  @Deactivate
  void deactivate() {
    thread.execute(this::close);
    thread.shutdown();
    boolean interrupted = false;
    boolean ended = false;
    while (!ended) {
      try {
        ended = thread.awaitTermination(1, TimeUnit.MINUTES);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void want(String given, StoreSettings other) {
    Path path = path(given);
    boolean same = database.samePlace(other);
    database = other; // a changed password is for the next connection
    if (store != null && same && store.directory().root().equals(path)) {
      return;
    }
    close();
    wanted = path;
    open();
  }

  private static Path path(String given) {
    if (given == null || given.isBlank()) {
      LOG.error("{}: data.directory is empty; allowed: a folder; the store stays closed", PID);
      return null;
    }
    try {
      return Path.of(given.strip()).toAbsolutePath().normalize();
    } catch (InvalidPathException e) {
      LOG.error(
          "{}: given data.directory '{}'; allowed: a folder; the store stays closed", PID, given);
      return null;
    }
  }

  private void open() {
    if (store != null || wanted == null) {
      return;
    }
    try {
      StoreSettings now = database;
      store =
          JdbcStore.open(
              wanted,
              new StoreSettings(
                  now.address(), now.schema(), now.user(), () -> database.password().get()));
      store.limit(quota);
    } catch (StoreException e) {
      if (!complaint.equals(e.getMessage())) {
        complaint = e.getMessage();
        LOG.error(
            "{}; the store stays closed and is tried again every {} s", complaint, RETRY_SECONDS);
      }
      return;
    }
    complaint = "";
    registrations.add(bundle.registerService(Clock.class, Clock.systemUTC(), null));
    registrations.add(bundle.registerService(DataDirectory.class, store.directory(), null));
    registrations.add(bundle.registerService(Store.class, store, null));
    LOG.info("the store is open in {}, its rows in {}", wanted, store.place());
  }

  private void close() {
    // Those who use the store go first, in the reverse order of their coming.
    for (int i = registrations.size() - 1; i >= 0; i--) {
      registrations.get(i).unregister();
    }
    registrations.clear();
    if (store != null) {
      store.close();
      store = null;
    }
  }
}
