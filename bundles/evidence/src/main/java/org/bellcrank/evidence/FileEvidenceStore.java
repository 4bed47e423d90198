package org.bellcrank.evidence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.LongSupplier;
import org.bellcrank.journal.DataDirectory;
import org.bellcrank.journal.Room;
import org.bellcrank.journal.Store;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * Evidence as files in the data directory, {@code evidence/aa/<sha256>}, each with a row in the
 * store. The file is durable before its row is; a file without a row (a crash in between) is swept
 * at the next start.
 */
@Component(service = EvidenceStore.class)
public final class FileEvidenceStore implements EvidenceStore, AutoCloseable {

  /** Files without a row that are younger may be on their way to one. */
  static final Duration GRACE = Duration.ofHours(1);

  private static final int LONGEST_MEDIA_TYPE = 128;

  private final Store store;
  private final Clock clock;
  private final EvidenceFiles files;
  private final EvidenceCare care;
  private final ReentrantReadWriteLock removal = new ReentrantReadWriteLock();

  /** Makes the folder and looks after it on a thread of its own. */
  @Activate
  public FileEvidenceStore(
      @Reference DataDirectory directory, @Reference Store store, @Reference Clock clock) {
    this(directory, store, clock, System::nanoTime);
  }

  /**
   * As above.
   *
   * @param ticker nanoseconds that only grow, by which it comes round to what is past its time
   */
  public FileEvidenceStore(DataDirectory directory, Store store, Clock clock, LongSupplier ticker) {
    this.store = store;
    this.clock = clock;
    files = new EvidenceFiles(directory.evidence());
    care = new EvidenceCare(files, store, clock, ticker, removal.writeLock());
    care.start();
  }

  /** Ends what removes; closing twice is harmless. */
  @Deactivate
  @Override
  public void close() {
    care.end();
  }

  @Override
  public EvidenceReference keep(byte[] content, String mediaType) {
    return keepAll(List.of(new Content(content, mediaType))).get(0);
  }

  @Override
  public EvidenceReference keep(Writing content, String mediaType) {
    needRoom();
    removal.readLock().lock();
    try {
      EvidenceFiles.Draft draft = files.draft(content);
      try {
        return kept(draft, reference(draft.sha256(), mediaType, draft.bytes()));
      } finally {
        files.drop(draft); // where it is not in its place by now
      }
    } finally {
      removal.readLock().unlock();
    }
  }

  private EvidenceReference kept(EvidenceFiles.Draft draft, EvidenceReference wanted) {
    Optional<EvidenceReference> known = noted(List.of(wanted)).get(0);
    if (known.isPresent() && files.has(wanted.sha256(), wanted.bytes())) {
      return known.get();
    }
    files.put(draft);
    return named(List.of(wanted), Set.of(wanted.sha256())).get(0);
  }

  private void needRoom() {
    Room room = store.room();
    if (room.full()) {
      throw new EvidenceException(room.refusal(), null);
    }
  }

  @Override
  public List<EvidenceReference> keepAll(List<Content> contents) {
    needRoom();
    removal.readLock().lock();
    try {
      return kept(contents);
    } finally {
      removal.readLock().unlock();
    }
  }

  @Override
  public EvidenceReference keepAside(byte[] content, String mediaType) {
    EvidenceReference kept = keep(content, mediaType);
    return store.commit(
        unit -> {
          unit.port(EvidenceBook.class).aside(kept.sha256());
          return kept;
        });
  }

  private List<EvidenceReference> kept(List<Content> contents) {
    List<EvidenceReference> wanted = contents.stream().map(FileEvidenceStore::reference).toList();
    List<Optional<EvidenceReference>> known = noted(wanted);
    Map<String, byte[]> missing = new LinkedHashMap<>();
    for (int i = 0; i < wanted.size(); i++) {
      EvidenceReference reference = wanted.get(i);
      if (known.get(i).isEmpty() || !files.has(reference.sha256(), reference.bytes())) {
        missing.put(reference.sha256(), contents.get(i).bytes());
      }
    }
    if (missing.isEmpty()) {
      return known.stream().flatMap(Optional::stream).toList();
    }
    files.write(missing);
    return named(wanted, missing.keySet());
  }

  /** Notes what is in its place by now. */
  private List<EvidenceReference> named(List<EvidenceReference> wanted, Set<String> written) {
    return store.commit(
        unit -> {
          EvidenceBook book = unit.port(EvidenceBook.class);
          wanted.stream()
              .distinct()
              .filter(reference -> written.contains(reference.sha256()))
              .forEach(reference -> book.add(reference, clock.instant()));
          return wanted.stream()
              .map(reference -> book.find(reference.sha256()).orElse(reference))
              .toList();
        });
  }

  /** What was noted long ago is noted anew, so that it does not go before it is named. */
  private List<Optional<EvidenceReference>> noted(List<EvidenceReference> wanted) {
    Instant recently = clock.instant().minus(GRACE.dividedBy(2));
    return store.read(
        unit -> {
          EvidenceBook book = unit.port(EvidenceBook.class);
          return wanted.stream()
              .map(EvidenceReference::sha256)
              .map(
                  sha256 ->
                      book.notedAt(sha256)
                          .filter(recently::isBefore)
                          .flatMap(at -> book.find(sha256)))
              .toList();
        });
  }

  private static EvidenceReference reference(Content content) {
    return reference(
        EvidenceFiles.sha256(content.bytes()), content.mediaType(), content.bytes().length);
  }

  private static EvidenceReference reference(String sha256, String mediaType, long bytes) {
    if (bytes == 0) {
      throw new IllegalArgumentException("given no bytes; allowed: at least 1");
    }
    if (mediaType.isBlank() || mediaType.length() > LONGEST_MEDIA_TYPE) {
      throw new IllegalArgumentException(
          "given media type '%s'; allowed: 1 to %d characters"
              .formatted(mediaType, LONGEST_MEDIA_TYPE));
    }
    return new EvidenceReference(sha256, mediaType, bytes);
  }

  @Override
  public Optional<byte[]> read(String sha256) {
    Optional<Path> file = file(sha256);
    if (file.isEmpty()) {
      return Optional.empty();
    }
    try {
      byte[] content = Files.readAllBytes(file.get());
      if (!EvidenceFiles.sha256(content).equals(sha256)) {
        throw new EvidenceException(
            "evidence %s was altered: its content no longer has this hash; restore it from a copy"
                .formatted(file.get()),
            null);
      }
      return Optional.of(content);
    } catch (IOException e) {
      throw new EvidenceException("evidence %s cannot be read: %s".formatted(file.get(), e), e);
    }
  }

  @Override
  public Optional<Path> file(String sha256) {
    return EvidenceFiles.isHash(sha256) && noted(sha256).isPresent()
        ? files.find(sha256)
        : Optional.empty();
  }

  private Optional<EvidenceReference> noted(String sha256) {
    return store.read(unit -> unit.port(EvidenceBook.class).find(sha256));
  }
}
