package org.bellcrank.itests.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalDouble;
import org.bellcrank.journal.Facts;

/**
 * The machine and how busy it was with other things. Made before a measurement, asked after it.
 * Processor times come from {@code /proc/stat}; where there is none, the share of others is left
 * out.
 */
final class Machine {

  private static final Path PROCESSOR_TIMES = Path.of("/proc/stat");
  private static final Path OWN_TIMES = Path.of("/proc/self/stat");

  /** Places of utime, stime, cutime and cstime behind the process's name. */
  private static final int OWN_FIRST = 11;

  private static final int OWN_LAST = 14;
  private static final int IDLE = 4;
  private static final int WAITING = 5;
  private static final int GUEST = 9;
  private static final double TICKS_PER_SECOND = 100;

  private final OperatingSystemMXBean system =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private final double loadBefore = system.getSystemLoadAverage();
  private final OptionalDouble busyBefore = busySeconds();
  private final double ownBefore = ownSeconds();
  private final long begun = System.nanoTime();

  /** What a report tells of the machine. */
  Facts facts() {
    Facts.Builder facts =
        Facts.with("cores", system.getAvailableProcessors())
            .put("memoryMiB", system.getTotalMemorySize() >> 20)
            .put("heapMiB", Runtime.getRuntime().maxMemory() >> 20)
            .put("jdk", System.getProperty("java.vm.version"))
            .put("system", System.getProperty("os.name") + " " + System.getProperty("os.arch"))
            .put("loadAverage", rounded(loadBefore))
            .put("loadAverageAfter", rounded(system.getSystemLoadAverage()));
    othersShare().ifPresent(share -> facts.put("othersProcessorShare", rounded(share)));
    return facts.build();
  }

  /** One line for a person. */
  String line() {
    return String.format(
        Locale.ROOT,
        "%d cores, %d MiB, JDK %s, load average %.2f before and %.2f after%s",
        system.getAvailableProcessors(),
        system.getTotalMemorySize() >> 20,
        System.getProperty("java.vm.version"),
        loadBefore,
        system.getSystemLoadAverage(),
        othersShare().isEmpty()
            ? ""
            : String.format(
                Locale.ROOT,
                "; other processes took %.0f %% of the processors",
                100 * othersShare().getAsDouble()));
  }

  /** Which share of all processor time went to other processes since this was made, 0 to 1. */
  private OptionalDouble othersShare() {
    OptionalDouble busy = busySeconds();
    if (busy.isEmpty() || busyBefore.isEmpty()) {
      return OptionalDouble.empty();
    }
    double all = (System.nanoTime() - begun) / 1e9 * system.getAvailableProcessors();
    double others = busy.getAsDouble() - busyBefore.getAsDouble() - (ownSeconds() - ownBefore);
    return OptionalDouble.of(Math.max(0, Math.min(1, others / all)));
  }

  /** Processor time of this process and of those it started and saw end. */
  private double ownSeconds() {
    try {
      String stat = Files.readString(OWN_TIMES);
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      double ticks = 0;
      for (int i = OWN_FIRST; i <= OWN_LAST; i++) {
        ticks += Long.parseLong(fields[i]);
      }
      return ticks / TICKS_PER_SECOND;
    } catch (IOException e) {
      return system.getProcessCpuTime() / (double) Duration.ofSeconds(1).toNanos();
    }
  }

  private static OptionalDouble busySeconds() {
    try {
      String[] ticks = Files.readAllLines(PROCESSOR_TIMES).get(0).split("\\s+");
      double busy = 0;
      for (int i = 1; i < Math.min(GUEST, ticks.length); i++) {
        busy += i == IDLE || i == WAITING ? 0 : Long.parseLong(ticks[i]);
      }
      return OptionalDouble.of(busy / TICKS_PER_SECOND);
    } catch (IOException e) {
      return OptionalDouble.empty();
    }
  }

  private static double rounded(double value) {
    return Math.round(value * 100) / 100.0;
  }
}
