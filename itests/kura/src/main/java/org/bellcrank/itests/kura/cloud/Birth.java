package org.bellcrank.itests.kura.cloud;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/** What a birth certificate says, by the names seen on a gateway. */
final class Birth {

  private Birth() {}

  static Map<String, Object> metrics(String client, Collection<String> applications) {
    Map<String, Object> metrics = new TreeMap<>();
    metrics.put("display_name", client);
    metrics.put("model_name", "double");
    metrics.put("model_id", "double");
    metrics.put("part_number", "double");
    metrics.put("serial_number", client);
    metrics.put("firmware_version", "N/A");
    metrics.put("bios_version", "N/A");
    metrics.put("os", System.getProperty("os.name"));
    metrics.put("os_version", System.getProperty("os.version"));
    metrics.put("os_arch", System.getProperty("os.arch"));
    metrics.put("jvm_name", System.getProperty("java.vm.name"));
    metrics.put("jvm_version", System.getProperty("java.vm.version"));
    metrics.put("kura_version", "DOUBLE_5.6");
    metrics.put("application_framework", "Kura");
    metrics.put("application_framework_version", "DOUBLE_5.6");
    metrics.put("osgi_framework", "Eclipse");
    metrics.put("connection_interface", "lo");
    metrics.put("connection_ip", "127.0.0.1");
    metrics.put("accept_encoding", "gzip");
    metrics.put("application_ids", String.join(",", applications));
    metrics.put("available_processors", "" + Runtime.getRuntime().availableProcessors());
    metrics.put("total_memory", "" + Runtime.getRuntime().totalMemory() / 1024);
    metrics.put(
        "uptime", "" + java.lang.management.ManagementFactory.getRuntimeMXBean().getUptime());
    metrics.put("tamper_status", "UNSUPPORTED");
    return metrics;
  }
}
