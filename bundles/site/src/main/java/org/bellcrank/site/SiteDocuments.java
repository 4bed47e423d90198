package org.bellcrank.site;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.bellcrank.delivery.ConnectorInstance;
import org.bellcrank.delivery.InstanceDirectory;
import org.bellcrank.document.InvalidDocumentException;
import org.bellcrank.document.Problem;
import org.bellcrank.expression.ExpressionLanguage;
import org.bellcrank.journal.DataDirectory;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.Store;
import org.bellcrank.journal.StoreException;
import org.bellcrank.vision.CameraView;
import org.bellcrank.vision.CameraViews;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the site documents in force. At start the version that was in force last comes back; then
 * the documents folder is watched, and a change of any file is checked as a whole and activated, or
 * refused with its reasons while the running version stays. A change is judged once the folder
 * stood still between two looks, so that files copied one after the other are read together.
 */
@Component(
    service = {ActiveSite.class, SiteDocuments.class, CameraViews.class, InstanceDirectory.class},
    immediate = true)
public final class SiteDocuments implements ActiveSite, CameraViews, InstanceDirectory {

  private static final Logger LOG = LoggerFactory.getLogger(SiteDocuments.class);
  private static final long LOOK_EVERY_MILLIS = 250;

  private final Store store;
  private final DataDirectory data;
  private final Clock clock;
  private final SiteReader reader;
  private final ScheduledExecutorService watcher;
  private volatile Optional<Site> active = Optional.empty();
  private volatile Map<String, CameraView> views = Map.of();
  private volatile List<String> refusals = List.of();
  private volatile Optional<String> unreadable = Optional.empty();
  private volatile boolean settled;
  private volatile boolean bare;
  private Map<String, String> judged = Map.of();
  private Map<String, String> lastLook = Map.of();
  private boolean restored;

  /** Whether the store holds a version, readable or not. */
  private boolean kept;

  private String complaint = "";

  /** Starts to watch; the first look happens on the watcher's thread. */
  @Activate
  public SiteDocuments(
      @Reference Store store,
      @Reference DataDirectory data,
      @Reference ExpressionLanguage language,
      @Reference Clock clock) {
    this.reader = new SiteReader(language);
    this.store = store;
    this.data = data;
    this.clock = clock;
    this.watcher =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "bellcrank-site-documents");
              thread.setDaemon(true);
              return thread;
            });
    watcher.scheduleWithFixedDelay(this::watch, 0, LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
  }

  @Override
  public Optional<Site> site() {
    return active;
  }

  @Override
  public List<String> refusals() {
    return unreadable.map(List::of).orElse(refusals);
  }

  /** Whether the folder was judged once as it stood still; until then older documents may hold. */
  @Override
  public boolean settled() {
    return settled;
  }

  @Override
  public boolean bare() {
    return bare;
  }

  @Override
  public Optional<CameraView> view(String camera) {
    return Optional.ofNullable(views.get(camera));
  }

  @Override
  public List<ConnectorInstance> instances() {
    return active.map(Site::connectors).orElse(List.of());
  }

  /**
   * Checks the texts as a whole and brings them into force.
   *
   * @throws InvalidDocumentException with every mistake; the running version stays
   */
  public synchronized Site bringIntoForce(Map<String, String> files)
      throws InvalidDocumentException {
    restore();
    Site site = reader.read(files);
    if (active.map(Site::version).filter(site.version()::equals).isEmpty()) {
      DocumentVersions.Version version =
          new DocumentVersions.Version(site.version(), clock.instant(), Map.copyOf(files));
      store.commit(
          unit -> {
            unit.port(DocumentVersions.class).activate(version);
            return null;
          });
      LOG.info(
          "Site documents {} in force: {} assets, {} points, {} rules, {} connectors",
          site.version(),
          site.assets().assets().size(),
          site.assets().points().size(),
          site.rules().rules().size(),
          site.connectors().size());
    }
    putInForce(site);
    kept = true;
    refusals = List.of();
    return site;
  }

  /**
   * Brings an earlier version back into force, and its texts into the documents folder, so that the
   * folder stays what is in force.
   *
   * @return where documents went that the folder held otherwise; empty where none had to
   * @throws InvalidDocumentException when this gateway reads the version otherwise than the one
   *     that had activated it; nothing was changed
   * @throws IOException when the folder cannot be written; nothing new is in force
   */
  public synchronized Optional<Path> returnTo(DocumentVersions.Version version)
      throws InvalidDocumentException, IOException {
    reader.read(version.files());
    Optional<Path> aside = SiteFolder.replace(data.documents(), version.files(), clock.instant());
    bringIntoForce(version.files());
    judged = Map.copyOf(version.files());
    return aside;
  }

  /** Reads texts as a whole; nothing changes. */
  Site read(Map<String, String> files) throws InvalidDocumentException {
    return reader.read(files);
  }

  /** Notes that documents from elsewhere than the folder were refused. */
  synchronized void refused(String from, InvalidDocumentException refusal) {
    refuse(from, refusal);
  }

  /** Stops watching; the version in force stays readable. */
  @Deactivate
  public void stop() {
    watcher.shutdownNow();
  }

  private void putInForce(Site site) {
    views = CameraZones.of(site.assets().points());
    active = Optional.of(site);
  }

  /** Once: what was in force last comes back before anything else is looked at. */
  private void restore() {
    if (restored) {
      return;
    }
    Optional<DocumentVersions.Version> latest =
        store.read(unit -> unit.port(DocumentVersions.class).latest());
    if (latest.isPresent()) {
      try {
        putInForce(reader.read(latest.get().files()));
      } catch (InvalidDocumentException e) {
        refuse("the version kept in the store", e);
      }
      judged = latest.get().files();
      kept = true;
    }
    restored = true;
  }

  /** The outermost loop of the watcher: nothing may end it but {@link #stop}. */
  private synchronized void watch() {
    try {
      restore();
      look();
      unreadable = Optional.empty();
      complaint = "";
    } catch (NoSuchFileException e) {
      LOG.debug("A site document went away while the folder was read: {}", e.getMessage());
    } catch (IOException e) {
      String words = "Site documents cannot be read: " + e.getMessage();
      unreadable = Optional.of(words);
      bare = false;
      settled = true; // it is told, and what was in force stays
      complain(words + "; " + standing() + "; looking again");
    } catch (StoreException e) {
      complain("Site documents wait, the store says: " + e.getMessage());
    } catch (RuntimeException e) {
      if (!complaint.equals(e.toString())) {
        LOG.error("Site documents cannot be taken, trying again", e);
        complaint = e.toString();
      }
    }
  }

  private void look() throws IOException {
    SortedMap<String, String> files = SiteFolder.read(data.documents());
    boolean still = files.equals(lastLook);
    lastLook = files;
    bare = files.isEmpty() && !kept;
    if (files.isEmpty() || !still || files.equals(judged)) {
      settled |= files.isEmpty() || still;
      return;
    }
    try {
      bringIntoForce(files);
    } catch (InvalidDocumentException e) {
      refuse(data.documents().toString(), e);
    }
    judged = files;
    settled = true;
  }

  /** Says it once, not at every look. */
  private void complain(String words) {
    if (!complaint.equals(words)) {
      LOG.error("{}", words);
      complaint = words;
    }
  }

  private String standing() {
    return active
        .map(site -> "version " + site.version() + " stays in force")
        .orElse("nothing is in force");
  }

  private void refuse(String where, InvalidDocumentException refusal) {
    List<String> reasons = refusal.problems().stream().map(Problem::text).toList();
    if (!reasons.equals(refusals)) {
      refusals = reasons;
      LOG.error(
          "Site documents in {} refused, {}: {}", where, standing(), String.join(" | ", reasons));
    }
    store.commit(
        unit -> {
          unit.append(
              clock.instant(),
              "documents.refused",
              "site",
              Facts.with("where", where).put("problems", reasons).build());
          return null;
        });
  }
}
