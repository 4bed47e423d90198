package org.bellcrank.runtime.felix;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.logging.Level;
import org.bellcrank.verb.Verb;
import org.eclipse.kura.KuraException;
import org.eclipse.kura.configuration.ConfigurationService;
import org.eclipse.kura.crypto.CryptoService;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.deploymentadmin.DeploymentPackage;
import org.osgi.service.metatype.MetaTypeService;

/** One call of the command: start the profile's gateway, run the verb, stop the gateway. */
final class Session {

  private static final Duration QUIET = Duration.ofSeconds(3);
  private static final Duration CALM = Duration.ofMillis(700);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** Data directories of demos that stay, this one among them. */
  private static final int KEPT = 3;

  private final Places places;
  private final Screen screen;

  Session(Places places, Screen screen) {
    this.places = places;
    this.screen = screen;
  }

  int run(CommandLine line) throws StartException, InterruptedException {
    boolean help = Help.asked(line);
    String word = help ? "tools" : line.word();
    Profile profile = Profile.read(places.profile(word, line.take("profile")));
    List<Path> packages = places.packageFiles(profile, line.take("packages"));
    KnownWords known = new KnownWords(places.words(profile), packages);
    Optional<Integer> answered = answered(line, known.read());
    if (answered.isPresent()) {
      return answered.get();
    }
    Level onScreen = onScreen(line, word);
    Placeholders placeholders = placeholders(line, profile);
    Optional<String> given = line.take("data");
    Path path = places.data(word, profile, given);
    boolean ours = given.isEmpty() && !word.equals(Places.RUN);
    placeholders.put("data", path.toString());
    int status;
    try (DataDirectory data = DataDirectory.open(path)) {
      if (ours) {
        EarlierRuns.tidy(path, KEPT);
      }
      System.setProperty("java.io.tmpdir", data.temporary().toString());
      Logging.start(path.resolve("log"), screen, onScreen, profile.complete());
      try (Gateway gateway =
              Gateway.start(places.runtime(), data.frameworkStorage(), properties(placeholders));
          KeystoreFiles keystores =
              new KeystoreFiles(gateway.context(), data.path().resolve("keys"))) {
        install(gateway, packages);
        status = serve(gateway, profile, known, placeholders, data, line);
        screen.wipe();
      }
    } catch (IOException e) {
      throw StartException.notStarted("data directory " + path + " cannot be released", e);
    }
    if (ours) {
      leave(word, path, status);
    }
    return status;
  }

  /** The status of a call for which it is enough to know the words; empty for all others. */
  private Optional<Integer> answered(CommandLine line, Optional<SortedMap<String, Word>> words) {
    if (words.isEmpty()) {
      return Optional.empty();
    }
    if (Help.asked(line)) {
      return Optional.of(Help.show(line, words.get(), screen));
    }
    if (!words.get().containsKey(line.word())) {
      screen.error(UnknownWord.line(line.word(), words.get().keySet()));
      return Optional.of(StartException.WRONG_USAGE);
    }
    return Optional.empty();
  }

  /** Only for a directory that was made for this run: one that a person named is theirs. */
  private void leave(String word, Path path, int status) throws StartException {
    if (!Places.leavesNothing(word) && status != StartException.WRONG_USAGE) {
      screen.line(
          "data, documents and log of this run: %s (the last %d stay)".formatted(path, KEPT));
      return;
    }
    try {
      DataDirectory.deleteTree(path);
    } catch (IOException e) {
      throw StartException.notStarted(path + " cannot be removed", e);
    }
  }

  private static Level onScreen(CommandLine line, String word) {
    return line.takeFlag("verbose") || word.equals(Places.RUN) ? Level.INFO : Level.WARNING;
  }

  private Placeholders placeholders(CommandLine line, Profile profile) throws StartException {
    Placeholders placeholders = new Placeholders();
    placeholders.put("home", places.home().toString());
    placeholders.put("profile", profile.snapshot().getParent().toString());
    Optional<String> port = line.take("port");
    int number = port.isPresent() ? Profile.port(port.get(), "command line") : profile.port();
    placeholders.put("port", String.valueOf(number));
    for (Map.Entry<String, String> option : profile.options().entrySet()) {
      String where = "option " + option.getKey() + " of profile " + profile.name();
      Optional<String> given = line.take(option.getKey());
      placeholders.put(
          option.getKey(),
          given.isPresent() ? given.get() : placeholders.fill(option.getValue(), where));
    }
    line.settings().forEach(placeholders::put);
    return placeholders;
  }

  /** Bundles read what the command line said as framework properties {@code bellcrank.<name>}. */
  private static Map<String, String> properties(Placeholders placeholders) {
    Map<String, String> properties = new HashMap<>();
    placeholders.values().forEach((name, value) -> properties.put("bellcrank." + name, value));
    properties.forEach(System::setProperty);
    return properties;
  }

  /**
   * A word is understood before anything is configured, so that a mistake in it starts nothing;
   * only where some words wait for a store, for example, the profile's configurations come first.
   */
  private int serve(
      Gateway gateway,
      Profile profile,
      KnownWords known,
      Placeholders placeholders,
      DataDirectory data,
      CommandLine line)
      throws StartException, InterruptedException {
    DataKey key = DataKey.of(data.path());
    gateway.context().registerService(CryptoService.class, key, null);
    ServiceComponentRuntime components = gateway.service(ServiceComponentRuntime.class);
    try (Verbs verbs = new Verbs(gateway.context(), components)) {
      Optional<Configurations> fed = Optional.empty();
      if (verbs.find(line.word()).isEmpty() && verbs.someWait()) {
        fed = Optional.of(feed(gateway, profile, placeholders, key));
        verbs.await(PATIENCE);
        // What just starts is not stopped on the way.
        StartReport.settled(gateway, fed.get(), true, CALM);
      }
      if (Help.asked(line)) {
        return Help.show(line, verbs.words(known), screen);
      }
      Optional<Verb> verb = verbs.find(line.word());
      if (verb.isEmpty()) {
        return unknown(gateway, line.word(), verbs.words(known));
      }
      Optional<String> complaint = verb.get().complaint(line.verbArguments());
      if (complaint.isPresent()) {
        screen.error(complaint.get());
        return StartException.WRONG_USAGE;
      }
      Configurations configurations =
          fed.isPresent() ? fed.get() : feed(gateway, profile, placeholders, key);
      // Where a word needs a part only, parts that are down are no news; bundles always are.
      StartReport.settled(gateway, configurations, profile.configures(), QUIET)
          .lines()
          .forEach(screen::error);
      return verb.get().run(line.verbArguments(), screen);
    }
  }

  private int unknown(Gateway gateway, String word, Map<String, Word> known)
      throws StartException, InterruptedException {
    StartReport report = StartReport.settled(gateway, null, false, QUIET);
    report.lines().forEach(screen::error);
    screen.error(UnknownWord.line(word, known.keySet()));
    return report.lines().isEmpty() ? StartException.WRONG_USAGE : StartException.NOT_STARTED;
  }

  private void install(Gateway gateway, List<Path> packages)
      throws StartException, InterruptedException {
    Logging.forward(gateway.context());
    for (Path file : packages) {
      screen.progress("installing " + file.getFileName());
      DeploymentPackage installed = gateway.install(file);
      org.slf4j.LoggerFactory.getLogger(Session.class)
          .info("installed {} {}", installed.getName(), installed.getVersion());
    }
    gateway.startRemaining();
  }

  private static Configurations feed(
      Gateway gateway, Profile profile, Placeholders placeholders, DataKey key)
      throws StartException, InterruptedException {
    BundleContext context = gateway.context();
    List<ConfigurationEntry> entries =
        Snapshot.read(profile.snapshot(), placeholders, secret -> sealed(key, secret));
    Configurations configurations =
        new Configurations(
            gateway.service(ConfigurationAdmin.class),
            Definitions.of(context, gateway.service(MetaTypeService.class)));
    context.registerService(ConfigurationService.class, configurations, null);
    try {
      configurations.feed(entries, profile.seedsDefaults());
    } catch (KuraException e) {
      throw StartException.notStarted("a configuration was not taken", e);
    }
    return configurations;
  }

  private static String sealed(DataKey key, String secret) throws StartException {
    try {
      return new String(key.encryptAes(secret.toCharArray()));
    } catch (KuraException e) {
      throw StartException.notStarted("a secret cannot be sealed", e);
    }
  }
}
