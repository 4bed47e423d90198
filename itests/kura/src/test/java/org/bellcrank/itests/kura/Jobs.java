package org.bellcrank.itests.kura;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.bellcrank.itests.kura.protocol.Payload;

/** Requests of DEPLOY-V2. */
final class Jobs {

  private static final AtomicLong NEXT = new AtomicLong(System.currentTimeMillis());

  private Jobs() {}

  /** Asks for download and installation; returns the job's number. */
  static long install(CloudClient cloud, PackageFile file, String address, String hash)
      throws Exception {
    long job = NEXT.incrementAndGet();
    Map<String, Object> metrics = new TreeMap<>();
    metrics.put("dp.uri", address);
    metrics.put("dp.name", file.name());
    metrics.put("dp.version", file.version());
    metrics.put("dp.download.protocol", "HTTP");
    metrics.put("dp.download.hash", hash);
    metrics.put("dp.download.force", true);
    metrics.put("dp.install", true);
    metrics.put("dp.install.system.update", false);
    metrics.put("dp.reboot", false);
    metrics.put("job.id", job);
    Payload answer = cloud.ask("DEPLOY-V2", "EXEC/download", metrics, null);
    assertThat(answer.metric("response.code")).as(answer.toString()).isEqualTo(200);
    return job;
  }

  /** How a job's download or installation ended. */
  static String end(CloudClient cloud, long job, String kind) {
    String metric = "dp." + kind + ".status";
    List<Payload> told =
        Wait.until(
            "the end of the " + kind + " of job " + job,
            Administrator.PATIENCE,
            () -> cloud.notifications(kind, job),
            all -> all.stream().anyMatch(one -> ended(one.text(metric))));
    return told.get(told.size() - 1).text(metric);
  }

  private static boolean ended(String status) {
    return "COMPLETED".equals(status) || "FAILED".equals(status);
  }
}
