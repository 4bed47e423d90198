package org.bellcrank.journal;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * By which layers each class of events leaves: by those named and by no other.
 *
 * @param layers by class; one that is not named leaves by all that can carry it
 */
public record LayerPlan(Map<EventClass, Set<Layer>> layers) {

  /** Where nobody says otherwise: each class by all that can carry it. */
  public static final LayerPlan DEFAULT = new LayerPlan(Map.of());

  /**
   * Completes and keeps an unmodifiable copy.
   *
   * @throws IllegalArgumentException for a class without a layer, or with one that cannot carry it
   */
  public LayerPlan {
    Map<EventClass, Set<Layer>> all = new EnumMap<>(EventClass.class);
    for (EventClass each : EventClass.values()) {
      Set<Layer> chosen = Set.copyOf(layers.getOrDefault(each, each.carriers()));
      if (chosen.isEmpty() || !each.carriers().containsAll(chosen)) {
        throw new IllegalArgumentException(
            "layers %s: given %s; allowed: at least one of %s"
                .formatted(each.word(), chosen, each.carriers()));
      }
      all.put(each, chosen);
    }
    layers = Map.copyOf(all);
  }

  /** Whether entries of this kind leave by this layer. */
  public boolean carries(String kind, Layer layer) {
    return layers.get(EventClass.of(kind)).contains(layer);
  }

  /** The classes that leave by this layer, perhaps none; unmodifiable. */
  public Set<EventClass> carriedBy(Layer layer) {
    return layers.entrySet().stream()
        .filter(each -> each.getValue().contains(layer))
        .map(Map.Entry::getKey)
        .collect(Collectors.toUnmodifiableSet());
  }
}
