package org.bellcrank.itests.doubles;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs both doubles inside the framework, for the demo. */
@Component(
    name = CmmsDoubles.PID,
    service = CmmsDoubles.class,
    immediate = true,
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = CmmsDoubles.Config.class)
public final class CmmsDoubles {

  static final String PID = "org.bellcrank.itests.doubles.CmmsDoubles";
  private static final Logger LOG = LoggerFactory.getLogger(CmmsDoubles.class);
  private static final int PORTS = 65_535;

  /** Where the doubles listen and how slow they are. */
  @ObjectClassDefinition(
      id = PID,
      name = "CMMS doubles",
      description = "Two work order systems that stand in for real ones, on 127.0.0.1.")
  public @interface Config {
    @AttributeDefinition(
        name = "Port of the Maximo double",
        description = "0 to 65535; 0 takes a free one")
    int maximo_port() default 8481;

    @AttributeDefinition(
        name = "Port of the small REST CMMS",
        description = "0 to 65535; 0 takes a free one")
    int custom_port() default 8482;

    @AttributeDefinition(
        name = "Latency (ms)",
        description = "How long each answer takes at least, 0 to 60000 ms")
    int latency() default 0;

    @AttributeDefinition(
        name = "Folder of the books",
        description = "Where accepted orders outlive a restart; empty for books that go with it",
        required = false)
    String books_directory() default "";

    @AttributeDefinition(
        name = "Assets of the small REST CMMS",
        description = "File with the rows of its register; empty for the Lyon plant's",
        required = false)
    String custom_assets() default "";
  }

  private final MaximoDouble maximo;
  private final CustomRestDouble custom;

  @Activate
  public CmmsDoubles(Config config) {
    DoubleOptions options =
        DoubleOptions.free()
            .latency(Duration.ofMillis(within("latency", config.latency(), 60_000)));
    Optional<Path> books =
        Optional.ofNullable(config.books_directory())
            .filter(folder -> !folder.isBlank())
            .map(Path::of);
    if (books.isPresent()) {
      options = options.books(books.get());
    }
    maximo = MaximoDouble.start(options.port(within("maximo.port", config.maximo_port(), PORTS)));
    Optional<Path> assets =
        Optional.ofNullable(config.custom_assets()).filter(file -> !file.isBlank()).map(Path::of);
    try {
      DoubleOptions small = options.port(within("custom.port", config.custom_port(), PORTS));
      custom = CustomRestDouble.start(assets.isPresent() ? small.plant(assets.get()) : small);
    } catch (RuntimeException refused) {
      maximo.close();
      throw refused;
    }
    LOG.info("CMMS doubles: Maximo at {}, small REST CMMS at {}", maximo.uri(), custom.uri());
  }

  /** Address of the Maximo double. */
  public URI maximo() {
    return maximo.uri();
  }

  /** Address of the small REST CMMS. */
  public URI custom() {
    return custom.uri();
  }

  @Deactivate
  void deactivate() {
    custom.close();
    maximo.close();
  }

  private static int within(String property, int given, int most) {
    if (given < 0 || given > most) {
      throw new IllegalArgumentException(
          property + " " + given + " was given, 0 to " + most + " is allowed, at " + PID);
    }
    return given;
  }
}
