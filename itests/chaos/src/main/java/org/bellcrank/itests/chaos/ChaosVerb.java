package org.bellcrank.itests.chaos;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.bellcrank.verb.Terminal;
import org.bellcrank.verb.Verb;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Breaks gateways of its own; the one it runs in stays untouched. */
@Component(service = Verb.class)
public final class ChaosVerb implements Verb {

  private final BundleContext framework;
  private final List<Ordeal> ordeals;

  /** Remembers the framework, in which the store's bundle is looked for. */
  @Activate
  public ChaosVerb(BundleContext framework) {
    this.framework = framework;
    // The first that is meant; kills are meant when no other is.
    StoreOpener stores = new StoreOpener(this::storeClass);
    ordeals =
        List.of(
            new HaltOrdeal(),
            new StartsOrdeal(),
            new StormOrdeal(),
            new DaysOrdeal(),
            new MixedOrdeal(stores),
            new KillOrdeal(stores));
  }

  @Override
  public String name() {
    return "chaos";
  }

  @Override
  public String summary() {
    return "breaks the gateway at random moments under load and checks that nothing is lost";
  }

  @Override
  public String help() {
    return ordeals.stream().map(Ordeal::help).collect(Collectors.joining("\n"))
        + """

        Status 0: nothing lost, nothing doubled. Status 1: something was, and the folder with
        data, books and logs stays under target/chaos.
        """;
  }

  @Override
  public Optional<String> complaint(List<String> arguments) {
    try {
      meant(arguments).check(arguments);
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of("chaos: " + e.getMessage());
    }
  }

  @Override
  public int run(List<String> arguments, Terminal terminal) throws InterruptedException {
    Optional<String> complaint = complaint(arguments);
    if (complaint.isPresent()) {
      terminal.error(complaint.get());
      return 2;
    }
    Path home = Path.of(Optional.ofNullable(framework.getProperty("bellcrank.home")).orElse("."));
    try {
      return meant(arguments).run(home, arguments, terminal);
    } catch (ChaosException | IOException e) {
      terminal.error("chaos: " + e.getMessage());
      return 1;
    }
  }

  private Ordeal meant(List<String> arguments) {
    return ordeals.stream().filter(each -> each.meant(arguments)).findFirst().orElseThrow();
  }

  private Class<?> storeClass(String name) throws ClassNotFoundException {
    Bundle bundle =
        Arrays.stream(framework.getBundles())
            .filter(each -> StoreOpener.BUNDLE.equals(each.getSymbolicName()))
            .findFirst()
            .orElseThrow(() -> new ClassNotFoundException(StoreOpener.BUNDLE + " is not here"));
    return bundle.loadClass(name);
  }
}
