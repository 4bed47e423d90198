package org.bellcrank.vision.javacv;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.bellcrank.journal.DataDirectory;
import org.bellcrank.keys.kura.password.Passwords;
import org.bellcrank.vision.FrameSource;
import org.bellcrank.vision.FrameStream;
import org.eclipse.kura.configuration.ConfigurableComponent;
import org.eclipse.kura.crypto.CryptoService;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** A camera, a recorded video or a folder of images. Nothing is opened before it is asked for. */
@Component(
    name = Camera.PID,
    service = {FrameSource.class, ConfigurableComponent.class},
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = Camera.Config.class, factory = true)
public final class Camera implements FrameSource, ConfigurableComponent {

  static final String PID = "org.bellcrank.vision.javacv.Camera";

  private final CameraSettings settings;
  private final Clock clock;
  private final Object password;
  private volatile CryptoService crypto;

  /** Settings. */
  @ObjectClassDefinition(
      localization = "OSGI-INF/l10n/vision-javacv",
      id = PID,
      name = "%Bellcrank camera",
      description = "%A camera, a recorded video or a folder of images")
  public @interface Config {

    /** Camera id. */
    @AttributeDefinition(
        name = "%Camera id",
        description = "%1 to 27 letters, digits, dot, dash or underscore; unique on the gateway")
    String camera_id();

    /** Where the frames come from. */
    @AttributeDefinition(
        name = "%Source",
        description = "%Path of a video file or of a folder of images, or rtsp://host:port/path")
    String source();

    /** Live or recorded. */
    @AttributeDefinition(
        name = "%Mode",
        description =
            "%Live cameras may lose older frames under load, recordings never; auto: by source",
        options = {
          @Option(value = "auto", label = "auto"),
          @Option(value = "live", label = "live"),
          @Option(value = "recorded", label = "recorded")
        })
    String mode() default "auto";

    /** Pace. */
    @AttributeDefinition(
        name = "%Frames per second",
        description =
            "%Frames per second, the pace of a recording or the most that is taken of a live camera;"
                + " 0 to 1000, 0: as they come")
    double frames_per_second() default 0;

    /** Capture time of the first frame. */
    @AttributeDefinition(
        name = "%Capture start",
        description =
            "%When a recording's first frame was taken, like 2026-03-01T06:00:00Z; empty: the"
                + " recording's own time, else the file's",
        required = false)
    String capture_start() default "";

    /** Time between frames of a time lapse. */
    @AttributeDefinition(
        name = "%Capture interval",
        description = "%Time between the frames of a time lapse, like PT4H; empty: as recorded",
        required = false)
    String capture_interval() default "";

    /** Which files of a folder count. */
    @AttributeDefinition(
        name = "%File pattern",
        description =
            "%For folders: regular expression that a file's name has to contain, for example one"
                + " position out of several; others are left out; empty: all files",
        required = false)
    String file_pattern() default "";

    /** Capture time from file names. */
    @AttributeDefinition(
        name = "%Capture pattern",
        description =
            "%For folders: regular expression for file names with one group around the capture"
                + " time; files that do not match are left out; empty: all files",
        required = false)
    String capture_pattern() default "";

    /** Form of the capture time in file names. */
    @AttributeDefinition(
        name = "%Capture format",
        description = "%Date pattern of that group, in UTC",
        required = false)
    String capture_format() default "yyMMddHHmmss";

    /** Start again at the end. */
    @AttributeDefinition(
        name = "%Loop",
        description = "%Whether a recording starts again at its end")
    boolean loop() default false;

    /** User name. */
    @AttributeDefinition(name = "%User name", description = "%Empty means none", required = false)
    String username() default "";

    /** Password. */
    @AttributeDefinition(
        name = "%Password",
        description = "%Empty means none",
        type = AttributeType.PASSWORD,
        required = false)
    String password() default "";

    /** Time-out. */
    @AttributeDefinition(
        name = "%Time-out",
        description = "%Seconds that an address may stay silent, 1 to 120")
    int timeout_seconds() default 5;
  }

  /** Checks the settings; refuses them with what is allowed. */
  @Activate
  public Camera(
      @Reference DataDirectory data,
      @Reference Clock clock,
      Map<String, Object> properties,
      Config config) {
    settings = CameraSettings.of(config);
    password = properties.get("password");
    this.clock = clock;
    Natives.unpackTo(data);
  }

  /** What opens a password that the gateway sealed; it may come after this component. */
  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  public synchronized void setCryptoService(CryptoService there) {
    crypto = there;
  }

  /** It went. */
  public synchronized void unsetCryptoService(CryptoService gone) {
    crypto = crypto == gone ? null : crypto;
  }

  @Override
  public String camera() {
    return settings.camera();
  }

  @Override
  public boolean live() {
    return settings.live();
  }

  @Override
  public String place() {
    return settings.place();
  }

  @Override
  public FrameStream open() {
    if (!CameraSettings.isAddress(settings.source())) {
      Path path = Path.of(settings.source());
      if (Files.isDirectory(path)) {
        return new FolderStream(settings, path, new ImageIoCoder());
      }
    }
    String whose = "camera " + settings.camera();
    return new VideoStream(
        settings.loggingIn(() -> Passwords.plain(password, crypto, whose)), clock);
  }
}
