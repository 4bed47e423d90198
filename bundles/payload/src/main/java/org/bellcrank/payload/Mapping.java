package org.bellcrank.payload;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bellcrank.expression.Expression;
import org.bellcrank.expression.Outcome;
import org.bellcrank.observation.RefusedObservationException;

/**
 * One mapping, compiled.
 *
 * @param each the list of items; empty: the message is the only item, or its rows where it has rows
 * @param when which items count; empty: all
 * @param fields of the target, by name
 * @param inner fields of what the target's list holds
 */
record Mapping(
    String id,
    List<TopicPattern> topics,
    Format format,
    Times times,
    Optional<Expression> each,
    Optional<Expression> when,
    Target target,
    Map<String, Expression> fields,
    Map<String, Expression> inner) {

  Mapping {
    topics = List.copyOf(topics);
    fields = Map.copyOf(fields);
    inner = Map.copyOf(inner);
  }

  boolean fits(String topic) {
    List<String> levels = TopicPattern.levels(topic);
    return topics.stream().anyMatch(pattern -> pattern.fits(levels));
  }

  Object data(byte[] bytes) {
    try {
      return format.read(bytes);
    } catch (RefusedObservationException e) {
      throw placed(e);
    }
  }

  /**
   * Whether something of it may count, asked before the bytes are read: false only where the
   * condition is false whatever they hold, so that a message of another form needs no filter of its
   * own. What cannot be decided yet may count.
   */
  boolean mayCount(Payload payload) {
    return when.isEmpty()
        || when.get().text().contains("known.") // nothing of the message is known yet
        || !(when.get().evaluate(values(payload)) instanceof Outcome.Value value)
        || Boolean.TRUE.equals(value.value());
  }

  private static Map<String, Object> values(Payload payload) {
    Map<String, Object> values = new HashMap<>();
    values.put("topic", payload.topic());
    values.put("level", TopicPattern.levels(payload.topic()));
    values.put("received", payload.received());
    values.put("retained", payload.retained());
    values.put("contentType", payload.contentType());
    return values;
  }

  /** Observations, samples, waveforms or passages. */
  List<Object> read(Payload payload, Object data) {
    Map<String, Object> values = values(payload);
    values.put("data", data);
    List<?> items = items(payload, values, data);
    List<Object> read = new ArrayList<>(items.size());
    for (int i = 0; i < items.size(); i++) {
      Map<String, Object> own = new HashMap<>(values);
      own.put("item", items.get(i));
      own.put("index", (long) i);
      Row row =
          new Row(
              items.size() == 1 ? place() : place() + " item " + i,
              id,
              fields,
              times,
              payload,
              own);
      if (counts(row)) {
        try {
          Object made = target.read(row, inner);
          if (made != null) {
            read.add(made);
          }
        } catch (IllegalArgumentException e) {
          throw new RefusedObservationException(row.place(), "", String.valueOf(e.getMessage()));
        }
      }
    }
    return read;
  }

  private String place() {
    return "payloads " + id;
  }

  private List<?> items(Payload payload, Map<String, Object> values, Object data) {
    if (each.isEmpty()) {
      return format instanceof CsvFormat || format instanceof LinesFormat
          ? (List<?>) data
          : one(data);
    }
    Row row = new Row(place(), id, Map.of("each", each.get()), times, payload, values);
    List<?> items = row.list("each");
    if (items.size() > Format.MOST) {
      throw row.refused("each", items.size() + " items", "up to " + Format.MOST);
    }
    return items;
  }

  private static List<?> one(Object data) {
    return List.of(data);
  }

  /** A condition that cannot be decided is a mistake of the mapping or of the message. */
  private boolean counts(Row row) {
    if (when.isEmpty()) {
      return true;
    }
    Outcome outcome = when.get().evaluate(row.values());
    if (outcome instanceof Outcome.Value value) {
      return Boolean.TRUE.equals(value.value());
    }
    throw row.refused(
        "when",
        "what cannot be decided (" + ((Outcome.Undecidable) outcome).reason() + ")",
        "true or false");
  }

  private RefusedObservationException placed(RefusedObservationException e) {
    String[] words = e.getMessage().split(": given |; allowed: ", 3);
    return words.length == 3
        ? new RefusedObservationException(place() + " " + words[0], words[1], words[2])
        : e;
  }
}
