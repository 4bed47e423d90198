package org.bellcrank.site;

import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bellcrank.document.InvalidDocumentException;
import org.bellcrank.document.MapNode;
import org.bellcrank.journal.EventClass;
import org.bellcrank.journal.Layer;
import org.bellcrank.journal.LayerPlan;

/** Reads the section {@code layers}, which its schema has let through. */
final class LayerSection {

  private LayerSection() {}

  static LayerPlan read(Optional<MapNode> section) throws InvalidDocumentException {
    Map<EventClass, Set<Layer>> layers = new EnumMap<>(EventClass.class);
    if (section.isPresent()) {
      for (EventClass each : EventClass.values()) {
        if (section.get().has(each.word())) {
          Set<Layer> chosen = new HashSet<>();
          section.get().texts(each.word()).forEach(word -> Layer.of(word).ifPresent(chosen::add));
          layers.put(each, chosen);
        }
      }
    }
    return new LayerPlan(layers);
  }
}
