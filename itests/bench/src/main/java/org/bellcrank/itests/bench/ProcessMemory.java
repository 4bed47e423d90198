package org.bellcrank.itests.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What memory another process holds.
 *
 * @param pid its process id
 */
record ProcessMemory(long pid) {

  private static final Pattern USED = Pattern.compile("total \\d+K, used (\\d+)K");
  private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");
  private static final double KIB_PER_MIB = 1024;

  /** MiB of a Java heap that a full collection leaves; empty where the JDK brings no jcmd. */
  OptionalDouble heapMiB() throws IOException, InterruptedException {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    if (!Files.isExecutable(jcmd)) {
      return OptionalDouble.empty();
    }
    ask(jcmd, "GC.run");
    ask(jcmd, "GC.run");
    Matcher used = USED.matcher(ask(jcmd, "GC.heap_info"));
    double kib = 0;
    boolean found = false;
    while (used.find()) {
      kib += Long.parseLong(used.group(1));
      found = true;
    }
    return found ? OptionalDouble.of(kib / KIB_PER_MIB) : OptionalDouble.empty();
  }

  private String ask(Path jcmd, String what) throws IOException, InterruptedException {
    Process asking =
        new ProcessBuilder(jcmd.toString(), String.valueOf(pid), what)
            .redirectErrorStream(true)
            .start();
    String answer = new String(asking.getInputStream().readAllBytes());
    asking.waitFor();
    return answer;
  }

  /** MiB of memory the process holds, natives included; empty where the system does not tell. */
  OptionalDouble residentMiB() {
    try {
      Path status = Path.of("/proc", String.valueOf(pid), "status");
      Matcher resident = RESIDENT.matcher(Files.readString(status));
      return resident.find()
          ? OptionalDouble.of(Long.parseLong(resident.group(1)) / KIB_PER_MIB)
          : OptionalDouble.empty();
    } catch (IOException e) {
      return OptionalDouble.empty();
    }
  }
}
