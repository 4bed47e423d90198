package org.bellcrank.fleet.mqtt;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.bellcrank.fleet.RolloutReport;

/** What gateways notify about their jobs. Only a hint: they may be lost. Safe for any thread. */
final class JobBoard {

  private static final int BAR = 10;

  /**
   * The last that was heard.
   *
   * @param phase download, install or uninstall
   * @param status as notified, for example {@code IN_PROGRESS}
   * @param percent 0..100; -1 where not told
   */
  private record Notice(long job, String phase, String status, long percent, String error) {}

  private final Map<String, Notice> last = new ConcurrentHashMap<>();
  private final Object news = new Object();

  JobBoard(FleetLink link) {
    link.listen(this::heard);
  }

  private void heard(String topic, KuraPayload payload) {
    String[] parts = topic.split("/");
    if (parts.length < 5 || !parts[1].equals("DEPLOY-V2") || !parts[2].equals("NOTIFY")) {
      return;
    }
    String phase = parts[4];
    String prefix = "dp." + phase + ".";
    last.put(
        parts[3],
        new Notice(
            payload.whole("job.id").orElse(0L),
            phase,
            payload.text(prefix + "status").orElse(""),
            payload.whole(prefix + "progress").orElse(-1L),
            payload.text(prefix + "error.message").orElse("")));
    synchronized (news) {
      news.notifyAll();
    }
  }

  /** Why a job failed; empty while it did not. */
  Optional<String> failure(String gateway, long job) {
    return notice(gateway, job)
        .filter(each -> each.status().equals("FAILED"))
        .map(each -> each.phase() + " failed: " + each.error());
  }

  /** Whether the gateway notified that it installed or removed what the job names. */
  boolean done(String gateway, long job) {
    return notice(gateway, job)
        .filter(each -> each.status().equals("COMPLETED") && !each.phase().equals("download"))
        .isPresent();
  }

  String words(String gateway, long job) {
    return notice(gateway, job)
        .map(each -> each.phase() + " " + each.status() + " " + each.error())
        .orElse("nothing")
        .strip();
  }

  String progress(String gateway) {
    Notice notice = last.get(gateway);
    if (notice == null || notice.percent() < 0 || !notice.status().equals("IN_PROGRESS")) {
      return "";
    }
    return "%s %s %s"
        .formatted(gateway, notice.phase(), RolloutReport.bar(notice.percent(), 100, BAR));
  }

  /** Returns early when the gateway notifies the end of something. */
  void await(String gateway, long job, Duration most) throws InterruptedException {
    Optional<Notice> before = notice(gateway, job);
    long end = System.nanoTime() + most.toNanos();
    synchronized (news) {
      for (long left = most.toNanos(); left > 0; left = end - System.nanoTime()) {
        Optional<Notice> now = notice(gateway, job);
        if (!now.equals(before)
            && now.filter(each -> !each.status().equals("IN_PROGRESS")).isPresent()) {
          return;
        }
        TimeUnit.NANOSECONDS.timedWait(news, left);
      }
    }
  }

  private Optional<Notice> notice(String gateway, long job) {
    return Optional.ofNullable(last.get(gateway)).filter(each -> each.job() == job);
  }
}
