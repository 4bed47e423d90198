package org.bellcrank.site.kura;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.bellcrank.document.InvalidDocumentException;
import org.bellcrank.journal.StoreException;
import org.bellcrank.site.ActiveSite;
import org.bellcrank.site.DocumentDesk;
import org.bellcrank.site.Site;
import org.eclipse.kura.configuration.ConfigurableComponent;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Site documents as texts of the gateway's configuration, so that its snapshots carry them. They
 * speak when they were changed, not at every start: what came by another way since then stays. The
 * thread that brings the configuration does not wait for the check.
 */
@Component(
    name = SiteTexts.PID,
    service = {SiteTexts.class, ConfigurableComponent.class},
    configurationPolicy = ConfigurationPolicy.REQUIRE,
    immediate = true)
@Designate(ocd = SiteTexts.Config.class)
public final class SiteTexts implements ConfigurableComponent {

  static final String PID = "org.bellcrank.site.kura.SiteTexts";

  /** Where the documents come from, as the journal says it. */
  static final String FROM = "text areas";

  private static final Logger LOG = LoggerFactory.getLogger(SiteTexts.class);
  private static final long AGAIN_SECONDS = 5;

  private final DocumentDesk desk;
  private final ActiveSite active;

  /** Takes one set of texts after the other; tests wait for it. */
  final ScheduledExecutorService worker;

  private volatile Map<String, String> texts = Map.of();

  /** The settings; validated as documents, all or nothing. */
  @ObjectClassDefinition(
      id = PID,
      localization = "OSGI-INF/l10n/site-kura",
      name = "%Bellcrank site documents",
      description =
          "%Site documents as texts, so that snapshots carry them. All of them take effect together"
              + " or none; they then lie in the documents folder, and the latest change wins"
              + " whichever way it came. Empty texts are no documents.")
  public @interface Config {

    /** Assets. */
    @AttributeDefinition(
        name = "%Assets",
        required = false,
        description =
            "%Text of assets.yaml, the equipment hierarchy; up to 1048576 characters|TextArea")
    String assets();

    /** Points. */
    @AttributeDefinition(
        name = "%Points",
        required = false,
        description =
            "%Text of points.yaml, where something is observed, and on which asset; up to 1048576 characters|TextArea")
    String points();

    /** Limits. */
    @AttributeDefinition(
        name = "%Limits",
        required = false,
        description =
            "%Text of limits.yaml, limits of measurements, in the unit of their point; up to 1048576 characters|TextArea")
    String limits();

    /** Classes. */
    @AttributeDefinition(
        name = "%Classes",
        required = false,
        description =
            "%Text of classes.yaml, what detections mean; up to 1048576 characters|TextArea")
    String classes();

    /** Tiers. */
    @AttributeDefinition(
        name = "%Tiers",
        required = false,
        description =
            "%Text of tiers.yaml, confidence tiers, 0 to 1; up to 1048576 characters|TextArea")
    String tiers();

    /** Severities. */
    @AttributeDefinition(
        name = "%Severities",
        required = false,
        description =
            "%Text of severities.yaml, how severity follows; up to 1048576 characters|TextArea")
    String severities();

    /** Priorities. */
    @AttributeDefinition(
        name = "%Priorities",
        required = false,
        description =
            "%Text of priorities.yaml, how priority follows; up to 1048576 characters|TextArea")
    String priorities();

    /** Rules. */
    @AttributeDefinition(
        name = "%Rules",
        required = false,
        description =
            "%Text of rules.yaml, what becomes a work order and why; up to 1048576 characters|TextArea")
    String rules();

    /** Templates. */
    @AttributeDefinition(
        name = "%Templates",
        required = false,
        description =
            "%Text of templates.yaml, texts of work orders; up to 1048576 characters|TextArea")
    String templates();

    /** Orders. */
    @AttributeDefinition(
        name = "%Orders",
        required = false,
        description =
            "%Text of orders.yaml, what holds for all work orders; up to 1048576 characters|TextArea")
    String orders();

    /** Calendars. */
    @AttributeDefinition(
        name = "%Calendars",
        required = false,
        description =
            "%Text of calendars.yaml, shifts, holidays, time zones; up to 1048576 characters|TextArea")
    String calendars();

    /** Connectors. */
    @AttributeDefinition(
        name = "%Connectors",
        required = false,
        description =
            "%Text of connectors.yaml, where work orders go; up to 1048576 characters|TextArea")
    String connectors();

    /** More. */
    @AttributeDefinition(
        name = "%More documents",
        required = false,
        cardinality = 10,
        description =
            "%Further documents, each a text whose first line is '# document: NAME.yaml';"
                + " up to 1048576 characters each|TextArea")
    String[] documents();
  }

  /** Takes the texts on a thread of its own. */
  @Activate
  public SiteTexts(
      @Reference DocumentDesk desk, @Reference ActiveSite active, Map<String, Object> properties) {
    this.desk = desk;
    this.active = active;
    worker =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "bellcrank-site-texts");
              thread.setDaemon(true);
              return thread;
            });
    changed(properties);
  }

  /** The texts were changed. */
  @Modified
  public void changed(Map<String, Object> properties) {
    Map<String, String> given = TextAreas.of(properties);
    texts = given;
    worker.execute(() -> take(given));
  }

  /** Stops; what is in force stays. */
  @Deactivate
  public void stop() {
    worker.shutdownNow();
  }

  private void take(Map<String, String> given) {
    if (given != texts || given.isEmpty()) {
      return;
    }
    try {
      if (isNew(given)) {
        String version = desk.activate(given, FROM);
        LOG.info("Site documents of the text areas are in force as {}", version);
      }
    } catch (InvalidDocumentException e) {
      LOG.debug("The site documents of the text areas were refused, as told: {}", e.getMessage());
    } catch (IOException | StoreException e) {
      LOG.error(
          "Site documents of the text areas wait, trying again in {} s: {}",
          AGAIN_SECONDS,
          e.getMessage());
      again(given);
    }
  }

  private void again(Map<String, String> given) {
    try {
      worker.schedule(() -> take(given), AGAIN_SECONDS, TimeUnit.SECONDS);
    } catch (RejectedExecutionException e) {
      LOG.debug("Stopped while the site documents of the text areas wait");
    }
  }

  /** Whether nobody saw these texts yet; those that are refused are new until they are mended. */
  private boolean isNew(Map<String, String> given) {
    String version;
    try {
      version = desk.check(given);
    } catch (InvalidDocumentException e) {
      return true;
    }
    boolean known = desk.lastFrom(FROM).filter(version::equals).isPresent();
    if (known) {
      LOG.info(
          "Site documents of the text areas are {} as before; in force is {}",
          version,
          active.site().map(Site::version).orElse("nothing"));
    }
    return !known;
  }
}
