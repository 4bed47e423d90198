package org.bellcrank.itests.kura.cloud;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.bellcrank.itests.kura.deployment.Downloads;
import org.bellcrank.itests.kura.deployment.Packages;
import org.bellcrank.itests.kura.protocol.Payload;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The application {@code DEPLOY-V2}: replies at once, works afterwards, tells by notifications.
 *
 * <p>Without hooks and without system updates.
 */
public final class DeployV2 implements Application, AutoCloseable {

  public static final String ID = "DEPLOY-V2";
  private static final Logger LOG = LoggerFactory.getLogger(DeployV2.class);
  private static final long BLOCK = 256 * 1024;

  private final CloudConnection cloud;
  private final Packages packages;
  private final Path temporary;
  private final Inventory inventory;

  /** The address that is being loaded and installed. */
  private final AtomicReference<String> underWay = new AtomicReference<>();

  private final ExecutorService worker =
      Executors.newSingleThreadExecutor(task -> new Thread(task, "cloud deployment"));

  public DeployV2(CloudConnection cloud, Packages packages, Path temporary, Inventory inventory) {
    this.cloud = cloud;
    this.packages = packages;
    this.temporary = temporary;
    this.inventory = inventory;
  }

  @Override
  public Payload answer(Request request) throws Refused {
    switch (request.path()) {
      case "EXEC/download" -> download(request);
      case "EXEC/install" -> install(request);
      case "EXEC/uninstall" -> uninstall(request);
      case "GET/packages" -> {
        return Application.body(inventory.packagesXml());
      }
      case "GET/bundles" -> {
        return Application.body(inventory.bundlesXml());
      }
      case "GET/download" -> {
        String status = underWay.get() == null ? "ALREADY_DONE" : "IN_PROGRESS";
        return Payload.of(Map.of("dp.download.status", status));
      }
      case "GET/install" -> {
        return Payload.of(Map.of("dp.install.status", "IDLE"));
      }
      default -> throw new Refused(404, "no resource " + request.path());
    }
    return Payload.of(Map.of());
  }

  /** What a request must say; the double checks it as the gateway does. */
  private record Job(
      String requester, long id, String name, String version, Map<String, Object> metrics) {

    static Job of(Request request, String... needed) throws Refused {
      Payload payload = request.payload();
      for (String name : needed) {
        if (payload.text(name) == null) {
          throw new Refused(400, name + " is missing");
        }
      }
      if (!(payload.metric("job.id") instanceof Long id)) {
        throw new Refused(400, "job.id is missing or no Long");
      }
      return new Job(
          request.requester(),
          id,
          payload.text("dp.name"),
          String.valueOf(payload.text("dp.version")),
          payload.metrics());
    }

    boolean asked(String metric) {
      return Boolean.TRUE.equals(metrics.get(metric));
    }
  }

  private void download(Request request) throws Refused {
    Job job = Job.of(request, "dp.name", "dp.version");
    if (!(job.metrics().get("dp.install.system.update") instanceof Boolean)) {
      throw new Refused(400, "dp.install.system.update is missing");
    }
    String address = request.payload().text("dp.uri");
    if (address == null || !"HTTP".equals(job.metrics().get("dp.download.protocol"))) {
      throw new Refused(400, "dp.uri and dp.download.protocol HTTP are needed");
    }
    if (job.metrics().containsKey("request.type")) {
      throw new Refused(400, "no hook for request.type");
    }
    String pending = underWay.compareAndExchange(null, address);
    if (pending != null && !pending.equals(address)) {
      throw new Refused(500, "Another resource is already in download");
    }
    if (pending == null) {
      worker.execute(() -> loadAlone(job, address));
    }
  }

  /** One at a time; the same address once more is taken for the same request. */
  private void loadAlone(Job job, String address) {
    try {
      download(job, address);
    } finally {
      underWay.set(null);
    }
  }

  private void download(Job job, String address) {
    Path file = file(job);
    try {
      long[] told = {0};
      Downloads.fetch(
          address,
          file,
          bytes -> {
            if (bytes - told[0] >= BLOCK) {
              told[0] = bytes;
              downloaded(job, "IN_PROGRESS", 50, bytes, null);
            }
          });
      Object hash = job.metrics().get("dp.download.hash");
      if (hash != null && !Downloads.matches(file, hash.toString())) {
        Files.delete(file);
        downloaded(job, "FAILED", 100, 0, "Failed to verify checksum with algorithm: " + hash);
        return;
      }
      downloaded(job, "COMPLETED", 100, Files.size(file), null);
      if (job.asked("dp.install")) {
        install(job);
      }
    } catch (IOException e) {
      downloaded(job, "FAILED", 0, 0, e.toString());
    }
  }

  private Path file(Job job) {
    return temporary.resolve(job.name() + "-" + job.version() + ".dp");
  }

  private void downloaded(Job job, String status, int progress, long size, String error) {
    Map<String, Object> metrics = told(job, error);
    metrics.put("dp.download.status", status);
    metrics.put("dp.download.progress", progress);
    metrics.put("dp.download.size", (int) size);
    if (error != null) {
      metrics.put("dp.download.error.message", error);
    }
    cloud.notify(ID, job.requester(), "download", metrics);
  }

  private Map<String, Object> told(Job job, String error) {
    Map<String, Object> metrics = new TreeMap<>();
    metrics.put("job.id", job.id());
    metrics.put("client.id", cloud.client());
    metrics.put("dp.name", job.name());
    metrics.put("dp.version", job.version());
    if (error != null) {
      LOG.warn("job {} failed: {}", job.id(), error);
    }
    return metrics;
  }

  private void install(Request request) throws Refused {
    Job job = Job.of(request, "dp.name", "dp.version");
    if (!Files.exists(file(job))) {
      throw new Refused(500, "the package was not downloaded");
    }
    worker.execute(() -> install(job));
  }

  private void install(Job job) {
    installed(job, "IN_PROGRESS", 0, null);
    Exception refusal = done(packages.install(file(job)));
    installed(job, refusal == null ? "COMPLETED" : "FAILED", 100, refusal);
  }

  private static Exception done(java.util.concurrent.Future<Exception> work) {
    try {
      return work.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return e;
    } catch (ExecutionException e) {
      return e;
    }
  }

  private void installed(Job job, String status, int progress, Exception refusal) {
    String error = refusal == null ? null : refusal.toString();
    Map<String, Object> metrics = told(job, error);
    metrics.put("dp.install.status", status);
    metrics.put("dp.install.progress", progress);
    if (error != null) {
      metrics.put("dp.install.error.message", error);
    }
    cloud.notify(ID, job.requester(), "install", metrics);
  }

  private void uninstall(Request request) throws Refused {
    Job job = Job.of(request, "dp.name");
    worker.execute(
        () -> {
          Exception refusal = done(packages.uninstall(job.name()));
          Map<String, Object> metrics = told(job, refusal == null ? null : refusal.toString());
          metrics.put("dp.uninstall.status", refusal == null ? "COMPLETED" : "FAILED");
          metrics.put("dp.uninstall.progress", 100);
          cloud.notify(ID, job.requester(), "uninstall", metrics);
        });
  }

  @Override
  public void close() {
    worker.shutdownNow();
  }
}
