package org.bellcrank.delivery.camel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.bellcrank.delivery.ConnectorInstance;
import org.bellcrank.delivery.Connectors;
import org.bellcrank.delivery.PictureShrinker;
import org.bellcrank.delivery.Secrets;
import org.bellcrank.delivery.SqlCaller;
import org.bellcrank.delivery.StepAnswer;
import org.bellcrank.delivery.StepCaller;
import org.bellcrank.delivery.StepRequest;
import org.bellcrank.delivery.Trouble;
import org.bellcrank.delivery.connector.Connector;
import org.bellcrank.delivery.rfc.RfcCaller;
import org.bellcrank.delivery.rfc.RfcDestination;
import org.bellcrank.journal.DataDirectory;
import org.bellcrank.keys.KeyCabinet;
import org.eclipse.kura.configuration.ConfigurableComponent;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.util.tracker.BundleTracker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the connectors. Camel starts on a thread of its own; until then there are no connectors and
 * every call counts as not sent.
 */
@Component(
    name = CamelDelivery.PID,
    service = {
      ConfigurableComponent.class,
      Connectors.class,
      StepCaller.class,
      PictureShrinker.class,
      Secrets.class
    },
    configurationPid = CamelDelivery.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE,
    immediate = true)
@Designate(ocd = CamelDelivery.Settings.class)
public final class CamelDelivery
    implements ConfigurableComponent,
        Connectors,
        StepCaller,
        PictureShrinker,
        Secrets,
        AutoCloseable {

  static final String PID = "org.bellcrank.delivery.camel.CamelDelivery";

  private static final Logger LOG = LoggerFactory.getLogger(CamelDelivery.class);
  private static final int SHORTEST_LOOK_MILLIS = 100;
  private static final int LONGEST_LOOK_MILLIS = 60_000;
  private static final int DEFAULT_LOOK_MILLIS = 500;

  /** Where the connectors lie. */
  @ObjectClassDefinition(
      localization = "OSGI-INF/l10n/delivery-camel",
      id = PID,
      name = "%Bellcrank connectors",
      description = "%Runs connectors, one for each kind of CMMS: those of packages and folders.")
  @interface Settings {

    /** The directory with one folder per connector, beside those that packages bring. */
    @AttributeDefinition(
        name = "%Routes directory",
        description =
            "%Directory with one folder per connector; one of the same name as a package's goes"
                + " before it. Empty: connectors in the data directory.",
        required = false)
    String routes_directory() default "";

    /** How often the folders are looked at. */
    @AttributeDefinition(
        name = "%Look interval",
        description = "%How often the folders are looked at for changes, in ms, 100 to 60000.",
        required = false)
    int look_interval_millis() default DEFAULT_LOOK_MILLIS;
  }

  private record Running(
      RouteHouse house, ConnectorShelf shelf, CamelStepCaller caller, Credentials credentials) {}

  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread made = new Thread(task, "bellcrank-connectors");
            made.setDaemon(true);
            return made;
          });
  private final PictureShrinker shrinker = new JpegShrinker();
  private final BundleTracker<String> tracker;
  private volatile Running running;
  private volatile KeyCabinet cabinet;
  private volatile SqlCaller databases;
  private volatile RfcCaller functions;
  private final RfcSessions sessions = new RfcSessions(() -> Optional.ofNullable(functions));
  private final Folders files = new Folders();
  private volatile Function<FileRequest, StepAnswer> folders = files::call;
  private volatile BiFunction<RfcDestination, byte[], StepAnswer> functionModules = sessions::call;

  /** Looks at the folders, and at the bundles that bring some. */
  @Activate
  public CamelDelivery(BundleContext context, @Reference DataDirectory data, Settings settings) {
    Path own = data.root().resolve("connectors");
    String given = settings.routes_directory();
    boolean configured = given != null && !given.isBlank();
    Path directory = configured ? Path.of(given.strip()) : own;
    if (!configured) {
      create(own);
    }
    ShippedConnectors shipped = new ShippedConnectors(own.resolve("shipped"));
    tracker = shipped.follow(context, this::later);
    run(
        directory,
        data.root().resolve("keys"),
        shipped::directories,
        shipped::origin,
        settings.look_interval_millis());
  }

  /**
   * Without a framework, and without what packages bring.
   *
   * @param keys folder with the credentials' files
   * @param routesDirectory directory with one folder per connector
   * @param lookMillis how often folders are looked at
   */
  public CamelDelivery(Path keys, String routesDirectory, int lookMillis) {
    tracker = null;
    run(Path.of(routesDirectory), keys, List::of, folder -> "", lookMillis);
  }

  /** The gateway's keystores; they may come after this component, and change. */
  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  public synchronized void setKeyCabinet(KeyCabinet there) {
    cabinet = there;
  }

  /** They went; what names one waits. */
  public synchronized void unsetKeyCabinet(KeyCabinet gone) {
    cabinet = cabinet == gone ? null : cabinet;
  }

  /** What reaches databases; it may come after this component, and go. */
  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  public synchronized void setSqlCaller(SqlCaller there) {
    databases = there;
  }

  /** It went; statements count as not sent. */
  public synchronized void unsetSqlCaller(SqlCaller gone) {
    databases = databases == gone ? null : databases;
  }

  /** What calls function modules of SAP, brought by the customer; it may come and go. */
  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  public synchronized void setRfcCaller(RfcCaller there) {
    functions = there;
  }

  /** It went; calls of function modules count as not sent. */
  public synchronized void unsetRfcCaller(RfcCaller gone) {
    functions = functions == gone ? null : functions;
  }

  /** For tests: what stands in for all folders. */
  void setFolders(Function<FileRequest, StepAnswer> other) {
    folders = other;
  }

  /** For tests: what stands in for all function modules. */
  void setFunctionModules(BiFunction<RfcDestination, byte[], StepAnswer> other) {
    functionModules = other;
  }

  private static void create(Path directory) {
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      LOG.error("{}: {} cannot be made: {}", PID, directory, e.getMessage());
    }
  }

  private void run(
      Path given,
      Path keys,
      Supplier<List<Path>> shipped,
      Function<Path, String> origin,
      int lookMillis) {
    Path directory = given.toAbsolutePath().normalize();
    if (!Files.isDirectory(directory)) {
      LOG.error(
          "{}: given routes.directory {}; allowed: a directory that is there; no connector of it"
              + " runs until it is",
          PID,
          directory);
    }
    int interval = interval(lookMillis);
    thread.execute(() -> start(directory, shipped, origin, new Credentials(keys, System::getenv)));
    thread.scheduleWithFixedDelay(this::look, interval, interval, TimeUnit.MILLISECONDS);
  }

  private void later(Runnable work) {
    if (!thread.isShutdown()) {
      thread.execute(work);
    }
  }

  private static int interval(int given) {
    if (given >= SHORTEST_LOOK_MILLIS && given <= LONGEST_LOOK_MILLIS) {
      return given;
    }
    LOG.error(
        "{}: given look.interval.millis {}; allowed {} to {}; used {}",
        PID,
        given,
        SHORTEST_LOOK_MILLIS,
        LONGEST_LOOK_MILLIS,
        DEFAULT_LOOK_MILLIS);
    return DEFAULT_LOOK_MILLIS;
  }

  @Override
  public Optional<Connector> find(String kind) {
    Running now = running;
    return now == null ? Optional.empty() : now.shelf().find(kind);
  }

  @Override
  public List<Loaded> all() {
    Running now = running;
    return now == null ? List.of() : now.shelf().all();
  }

  @Override
  public StepAnswer call(StepRequest request) {
    Running now = running;
    return now == null
        ? new StepAnswer.NotSent("the connectors are still starting")
        : now.caller().call(request);
  }

  @Override
  public String open(String reference) throws MissingSecretException {
    Running now = running;
    if (now == null) {
      throw new MissingSecretException("the connectors are still starting");
    }
    try {
      return now.credentials().read(reference);
    } catch (Credentials.MissingCredentialException missing) {
      throw new MissingSecretException(missing.getMessage());
    }
  }

  @Override
  public Optional<StepAnswer> signIn(ConnectorInstance instance) {
    Running now = running;
    return now == null
        ? Optional.of(new StepAnswer.NotSent("the connectors are still starting", Trouble.GATEWAY))
        : now.caller().signIn(instance);
  }

  /** Needs no Camel: it is here so that whoever can send can also make fit what is sent. */
  @Override
  public Optional<Reduced> shrink(byte[] picture, long maxBytes) {
    return shrinker.shrink(picture, maxBytes);
  }

  /** Ends Camel; calls under way have five seconds. */
  @Deactivate
  @Override
  public void close() {
    if (tracker != null) {
      tracker.close();
    }
    thread.shutdownNow();
    try {
      thread.awaitTermination(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Running now = running;
    running = null;
    if (now != null) {
      try {
        now.caller().close();
      } finally {
        now.house().close();
      }
    }
    files.close();
    sessions.close();
  }

  private void start(
      Path directory,
      Supplier<List<Path>> shipped,
      Function<Path, String> origin,
      Credentials credentials) {
    try {
      RouteHouse house =
          new RouteHouse(
              () -> Optional.ofNullable(databases),
              request -> folders.apply(request),
              (destination, body) -> functionModules.apply(destination, body));
      ConnectorShelf shelf = new ConnectorShelf(directory, shipped, origin, house);
      shelf.first();
      CamelKeys keys = new CamelKeys(house.context(), () -> cabinet);
      running =
          new Running(
              house,
              shelf,
              new CamelStepCaller(
                  house.context(), credentials, keys, shelf::find, Clock.systemUTC()),
              credentials);
    } catch (RuntimeException e) {
      LOG.error("The connectors do not start; no order is delivered until a restart.", e);
    }
  }

  private void look() {
    try {
      Running now = running;
      if (now != null) {
        now.shelf().look();
        now.caller().tidy();
      }
    } catch (RuntimeException e) {
      LOG.error("The connectors' folders could not be looked at; tried again.", e);
    }
  }
}
