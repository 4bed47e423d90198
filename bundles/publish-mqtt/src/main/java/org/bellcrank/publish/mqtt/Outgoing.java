package org.bellcrank.publish.mqtt;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bellcrank.journal.Entry;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.Layer;
import org.bellcrank.journal.LayerBook;
import org.bellcrank.journal.LayerPlan;
import org.bellcrank.journal.UnitOfWork;
import org.bellcrank.observation.Canary;

/**
 * What of the journal may leave, by name: nothing that is not listed.
 *
 * @param kinds kinds of entries
 * @param fields facts of them; {@code *} stands for all
 * @param found facts of what was found, beside what became of it; {@code *} stands for all
 * @param classes classes of findings, as sources tell them; none stands for all. Other kinds of
 *     entries have no class and leave whatever stands here
 * @param layers says whether a kind leaves by MQTT at all
 */
record Outgoing(
    Set<String> kinds,
    List<String> fields,
    List<String> found,
    Set<String> classes,
    LayerBook layers) {

  Outgoing {
    kinds = Set.copyOf(kinds);
    classes = Set.copyOf(classes);
    fields = List.copyOf(fields);
    found = List.copyOf(found);
  }

  /**
   * The entry as it is published, with what was found beside what became of it; empty where it is
   * of no concern.
   *
   * @throws IllegalStateException while it is not known what leaves by MQTT
   */
  Optional<Entry> of(UnitOfWork unit, Entry entry) {
    return has(entry)
        ? Optional.of(Found.beside(unit, entry)).filter(this::hasClass)
        : Optional.empty();
  }

  private boolean hasClass(Entry entry) {
    return classes.isEmpty()
        || !entry.kind().equals(Found.KIND)
        || entry.facts().text("class").filter(classes::contains).isPresent();
  }

  /**
   * Nothing behind a broker may act on a test as on a defect; who wants tests names their kinds.
   */
  private boolean has(Entry entry) {
    LayerPlan plan =
        layers
            .plan()
            .orElseThrow(() -> new IllegalStateException("it is not known what leaves by MQTT"));
    return kinds.contains(entry.kind())
        && plan.carries(entry.kind(), Layer.MQTT)
        && (!entry.subject().startsWith(Canary.PREFIX) || entry.kind().startsWith("canary."));
  }

  /** Whether it is known what leaves; until then nothing does. */
  boolean isKnown() {
    return layers.plan().isPresent();
  }

  byte[] message(Entry entry) {
    Facts.Builder facts = Facts.builder();
    for (Map.Entry<String, Object> each : entry.facts().values().entrySet()) {
      if (leaves(entry.kind(), each.getKey())) {
        facts.put(each.getKey(), each.getValue());
      }
    }
    return bytes(about(entry).put("facts", facts.build()));
  }

  /** What was found leaves where somebody said so for it, whatever may leave of entries. */
  private boolean leaves(String kind, String fact) {
    boolean ofFinding = kind.equals(Found.KIND);
    return ofFinding && Found.ADDED.contains(fact)
        ? named(found, fact)
        : named(fields, fact) || ofFinding && fact.equals(Found.ORDER) && named(found, fact);
  }

  private static boolean named(List<String> names, String fact) {
    return names.contains("*") || names.contains(fact);
  }

  /** An entry that is too large for where it goes: how large, instead of its facts. */
  byte[] head(Entry entry, int bytes) {
    return bytes(about(entry).put("facts", Facts.empty()).put("bytes", bytes));
  }

  private static Facts.Builder about(Entry entry) {
    return Facts.with("sequence", entry.sequence())
        .put("at", entry.at().toString())
        .put("kind", entry.kind())
        .put("subject", entry.subject());
  }

  private static byte[] bytes(Facts.Builder message) {
    return message.build().json().getBytes(StandardCharsets.UTF_8);
  }
}
