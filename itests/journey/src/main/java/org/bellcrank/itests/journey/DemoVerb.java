package org.bellcrank.itests.journey;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.bellcrank.verb.Terminal;
import org.bellcrank.verb.Verb;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** The word {@code demo}; what it plays on is the {@link DemoStage}. */
@Component(service = Verb.class)
public final class DemoVerb implements Verb {

  private static final int WRONG_USAGE = 2;
  private static final int NOT_STARTED = 3;
  private static final long PATIENCE_SECONDS = 60;

  private final BundleContext framework;
  private final CountDownLatch ready = new CountDownLatch(1);
  private final CountDownLatch plantReady = new CountDownLatch(1);
  private volatile DemoStage stage;
  private volatile PlantStage plantStage;

  /** Needs nothing yet. */
  @Activate
  public DemoVerb(BundleContext framework) {
    this.framework = framework;
  }

  /** The stage stands once the whole gateway has started. */
  @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
  public void setStage(DemoStage stage) {
    this.stage = stage;
    ready.countDown();
  }

  /** Nothing is begun on a stage that is taken away. */
  public void unsetStage(DemoStage gone) {
    if (stage == gone) {
      stage = null;
    }
  }

  /** As the other; it stands where the gateway has what machines need. */
  @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
  public void setPlantStage(PlantStage stage) {
    this.plantStage = stage;
    plantReady.countDown();
  }

  /** Nothing is begun on a stage that is taken away. */
  public void unsetPlantStage(PlantStage gone) {
    if (plantStage == gone) {
      plantStage = null;
    }
  }

  @Override
  public String name() {
    return "demo";
  }

  @Override
  public String summary() {
    return "from a camera's video, or from machines' values, to acknowledged work orders";
  }

  @Override
  public String help() {
    return """
        demo [--orders N] [--report FILE] [--source S [--match REGEX]] [--port P]

          --orders N     end after N acknowledged orders with their pictures (default: go on until
                         Ctrl-C)
          --report FILE  write what happened as JSON: at the end, at the end of the footage, or when
                         the demo is stopped
          --source S     play a video, an rtsp:// address or a folder of images instead of the
                         rendered footage; it is seen by the camera of the Bedford works. Images of
                         a folder are looked at in the order of the twelve digits yyMMddHHmmss in
                         their names, else of the files' times, else of their names
          --match REGEX  of a folder, only images whose name contains this, for example one position
                         out of several
          --port P       port of the console (default 8480)

        demo --profile plant [--orders N] [--report FILE] [--days N] [--seed N] [--port P]

          Six machines that wear and fail, instead of cameras: what they said in the last days is
          told as fast as the gateway takes it, then they go on in real time.

          --days N       days that are told up to now, 1 to 89 (default 50)
          --seed N       of everything random in the machines (default 1)
        """;
  }

  @Override
  public Optional<String> complaint(List<String> arguments) {
    try {
      options(arguments);
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of("demo: " + e.getMessage());
    }
  }

  private DemoOptions options(List<String> arguments) {
    DemoOptions options = DemoOptions.of(arguments, property("bellcrank.source"));
    if (plant().isPresent() && options.source().isPresent()) {
      throw new IllegalArgumentException("--source is for cameras; --profile plant has none");
    }
    return options;
  }

  /** What is asked of the machines; empty for the demo of the cameras. */
  private Optional<PlantOptions> plant() {
    return property("bellcrank.days")
        .map(days -> PlantOptions.of(days, framework.getProperty("bellcrank.seed")));
  }

  private Optional<String> property(String name) {
    return Optional.ofNullable(framework.getProperty(name)).filter(text -> !text.isBlank());
  }

  @Override
  public int run(List<String> arguments, Terminal terminal) throws InterruptedException {
    DemoOptions options;
    try {
      options = options(arguments);
    } catch (IllegalArgumentException e) {
      terminal.error("demo: " + e.getMessage());
      return WRONG_USAGE;
    }
    Optional<PlantOptions> plant = plant();
    CountDownLatch awaited = plant.isPresent() ? plantReady : ready;
    boolean stands = awaited.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    DemoStage cameras = stage;
    PlantStage machines = plantStage;
    if (!stands || (plant.isPresent() ? machines == null : cameras == null)) {
      terminal.error("demo: the gateway did not start in whole, the lines above say why");
      return NOT_STARTED;
    }
    return plant.isPresent()
        ? machines.play(options, plant.get(), terminal)
        : cameras.play(options, terminal);
  }
}
