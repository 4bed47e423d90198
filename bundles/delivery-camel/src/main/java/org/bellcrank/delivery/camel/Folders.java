package org.bellcrank.delivery.camel;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bellcrank.delivery.StepAnswer;
import org.bellcrank.delivery.Trouble;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts files into folders and looks for them, answered with a status as HTTP has it. A file is
 * written beside under another name, forced to the disk, then gets its own, never that of another.
 * Up to there nothing counts as done; behind it, without an answer, nothing is known. Safe for any
 * thread.
 */
final class Folders implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Folders.class);

  private static final int CREATED = 201;
  private static final int SAME = 200;
  private static final int FORBIDDEN = 403;
  private static final int THERE = 409;
  private static final int REFUSED = 422;
  private static final int FAILED = 500;
  private static final int FULL = 507;

  /** The last bound, of all folders together; further calls are not made. */
  private static final int MOST_AT_ONCE = 64;

  private static final List<String> NO_ROOM = List.of("no space left", "quota", "file too large");

  private final Disk disk;
  private final Parts parts;
  private final Set<Path> passedOver = ConcurrentHashMap.newKeySet();
  private final HungCalls hung = new HungCalls();
  private final ExecutorService threads =
      new ThreadPoolExecutor(
          0,
          MOST_AT_ONCE,
          10,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          work -> {
            Thread thread = new Thread(work, "bellcrank-files");
            thread.setDaemon(true);
            return thread;
          });

  Folders() {
    this(new Disk());
  }

  Folders(Disk disk) {
    this.disk = disk;
    parts = new Parts(disk);
  }

  StepAnswer call(FileRequest request) {
    if (hung.tooMany(request.root())) {
      return new StepAnswer.NotSent(
          "%s: %d calls hang already; none is made until one of them comes back"
              .formatted(request.root(), HungCalls.MOST),
          Trouble.SILENT);
    }
    HungCalls.Call call = hung.call(request.root());
    AtomicBoolean naming = new AtomicBoolean();
    Future<StepAnswer> answer;
    try {
      answer = threads.submit(() -> counted(call, request, naming));
    } catch (RejectedExecutionException busy) {
      return new StepAnswer.NotSent(
          "%s: %d calls to folders are under way already".formatted(request.root(), MOST_AT_ONCE),
          Trouble.SILENT);
    }
    try {
      return answer.get(request.answerTimeout().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException hangs) {
      // What has not begun to get its name by now never will.
      boolean unknown = !naming.compareAndSet(false, true);
      call.leave();
      answer.cancel(true);
      return late(request, unknown);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      call.leave();
      answer.cancel(true);
      return new StepAnswer.Unknown(request + " was cut off");
    } catch (ExecutionException broken) {
      throw new IllegalStateException(request.toString(), broken.getCause());
    }
  }

  private StepAnswer counted(HungCalls.Call call, FileRequest request, AtomicBoolean naming) {
    if (!call.begin()) {
      return new StepAnswer.NotSent(request + " came too late", Trouble.SILENT);
    }
    try {
      return work(request, naming);
    } finally {
      call.end();
    }
  }

  private static StepAnswer late(FileRequest request, boolean unknown) {
    String words = "%s gave no answer within %s".formatted(request.root(), request.answerTimeout());
    return unknown || !request.writes()
        ? new StepAnswer.Unknown(words)
        : new StepAnswer.NotSent(words, Trouble.SILENT);
  }

  /**
   * @param naming becomes true right before a file gets its name; who finds it so gives none
   */
  private StepAnswer work(FileRequest request, AtomicBoolean naming) {
    try {
      return request.writes() ? put(request, naming) : look(request);
    } catch (FilePlace.MissingFolderException gone) {
      return new StepAnswer.NotSent(gone.getMessage(), Trouble.UNREACHABLE);
    } catch (FilePlace.RefusedFileException refused) {
      return answered(REFUSED, refused.getMessage());
    } catch (IOException failed) {
      return failed(request, failed);
    }
  }

  private StepAnswer look(FileRequest request) throws IOException {
    return FileLook.of(request).answer(disk, this::passOver);
  }

  /** Each is told once, and a thousand of them at most. */
  private void passOver(Path file) {
    if (passedOver.size() < 1000 && passedOver.add(file)) {
      LOG.warn("{} may not be read and is passed over", file);
    }
  }

  private StepAnswer put(FileRequest request, AtomicBoolean naming) throws IOException {
    FilePlace place = FilePlace.of(request.root(), request.path());
    if (place.exists()) {
      return there(place, request.body());
    }
    Path part = parts.of(place);
    try {
      disk.write(part, request.body());
      parts.tidy(part);
      if (!naming.compareAndSet(false, true)) {
        disk.delete(part);
        return new StepAnswer.NotSent(request + " came too late", Trouble.SILENT);
      }
    } catch (IOException failed) {
      discard(part);
      throw failed;
    }
    return named(request, place, part);
  }

  private StepAnswer named(FileRequest request, FilePlace place, Path part) throws IOException {
    try {
      disk.publish(part, place.file());
    } catch (FileAlreadyExistsException meanwhile) {
      discard(part);
      return there(place, request.body());
    } catch (IOException failed) {
      boolean there = place.exists();
      discard(part);
      StepAnswer answer = failed(request, failed);
      return there || !isCertain(answer) ? unknown(request, failed) : answer;
    }
    try {
      disk.force(place.folder());
    } catch (IOException failed) {
      return unknown(request, failed);
    }
    return answered(CREATED, place.name());
  }

  /**
   * A file that is not there may have got its name and been taken, unless the reason forbids it.
   */
  private static boolean isCertain(StepAnswer answer) {
    return answer instanceof StepAnswer.Answered told && told.status() != FAILED;
  }

  private static StepAnswer unknown(FileRequest request, IOException failed) {
    return new StepAnswer.Unknown(
        "%s may have its name, but %s".formatted(request.path(), failed.getMessage()));
  }

  private void discard(Path part) {
    try {
      disk.delete(part);
    } catch (IOException stays) {
      // It has no name that anybody takes, and is tidied away later.
    }
  }

  /** The very same file there already is the file that was to be put there. */
  private static StepAnswer there(FilePlace place, byte[] content) throws IOException {
    Path file = place.file();
    boolean same =
        Files.isRegularFile(file)
            && Files.size(file) == content.length
            && Arrays.equals(Files.readAllBytes(file), content);
    return same
        ? answered(SAME, place.name() + " is there already, with the same content")
        : answered(THERE, place.name() + " is there already, with other content");
  }

  private static StepAnswer failed(FileRequest request, IOException failed) {
    String said = String.valueOf(failed.getMessage());
    String words = said.toLowerCase(Locale.ROOT);
    if (failed instanceof AccessDeniedException || words.contains("read-only file system")) {
      return answered(FORBIDDEN, "may not be written or read: " + said);
    }
    if (NO_ROOM.stream().anyMatch(words::contains)) {
      return answered(FULL, "no room: " + said);
    }
    if (words.contains("file name too long") || words.contains("invalid argument")) {
      return answered(REFUSED, "the file system refuses the name: " + said);
    }
    if (words.contains("stale")
        || words.contains("host is down")
        || words.contains("not connected")) {
      return new StepAnswer.NotSent(
          "%s is gone: %s".formatted(request.root(), said), Trouble.UNREACHABLE);
    }
    return answered(FAILED, failed.getClass().getSimpleName() + ": " + said);
  }

  private static StepAnswer answered(int status, String words) {
    String body = "<files><message>%s</message></files>".formatted(FileLook.escape(words));
    return new StepAnswer.Answered(
        status, Map.of("content-type", "application/xml"), body.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
