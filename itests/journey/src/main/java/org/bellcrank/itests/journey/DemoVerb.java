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
  private volatile DemoStage stage;

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

  @Override
  public String name() {
    return "demo";
  }

  @Override
  public String summary() {
    return "from a camera's video to acknowledged work orders in two maintenance systems";
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
    return DemoOptions.of(
        arguments,
        Optional.ofNullable(framework.getProperty("bellcrank.source"))
            .filter(text -> !text.isBlank()));
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
    if (!ready.await(PATIENCE_SECONDS, TimeUnit.SECONDS) || stage == null) {
      terminal.error("demo: the gateway did not start in whole, the lines above say why");
      return NOT_STARTED;
    }
    return stage.play(options, terminal);
  }
}
