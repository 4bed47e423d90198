package org.bellcrank.journal;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * An immutable JSON object: what an entry of the journal says, what a store keeps in a text column
 * and what a page shows.
 *
 * <p>Values are text, {@link Long}, {@link Double}, {@link BigDecimal} (read only where a number
 * fits neither), {@link Boolean}, {@link Facts} and lists of these. A missing key means "not
 * known"; there is no null value: {@link Builder#put} leaves a null or an empty {@link Optional}
 * out. Doubles are finite; NaN and infinities are refused. Instants are kept as ISO-8601 text in
 * UTC.
 */
public final class Facts {

  private static final Facts EMPTY = new Facts(Map.of());

  private final Map<String, Object> values;

  private Facts(Map<String, Object> values) {
    this.values = values;
  }

  /** The object without keys. */
  public static Facts empty() {
    return EMPTY;
  }

  /** Starts an object; keys keep the order in which they are put. */
  public static Builder with(String key, Object value) {
    return new Builder().put(key, value);
  }

  /** Starts an empty object. */
  public static Builder builder() {
    return new Builder();
  }

  /** An object of the entries of a map, in the map's order. */
  public static Facts of(Map<String, ?> entries) {
    Builder builder = builder();
    entries.forEach(builder::put);
    return builder.build();
  }

  /**
   * Reads a JSON object.
   *
   * @throws FactsException when the text is no JSON object, repeats a key or nests deeper than 64
   */
  public static Facts parse(String json) {
    return FactsText.parse(json);
  }

  /** The text under a key; empty when the key is missing. */
  public Optional<String> text(String key) {
    return typed(key, String.class);
  }

  /** The text under a key that must be there. */
  public String requireText(String key) {
    return text(key).orElseThrow(() -> FactsException.missing(key, "text", values.keySet()));
  }

  /** The whole number under a key; empty when the key is missing. */
  public OptionalLong whole(String key) {
    Object value = values.get(key);
    if (value == null) {
      return OptionalLong.empty();
    }
    if (value instanceof Long number) {
      return OptionalLong.of(number);
    }
    throw FactsException.wrongType(key, "whole number", value);
  }

  /** The number under a key, whole or not; empty when the key is missing. */
  public OptionalDouble number(String key) {
    Object value = values.get(key);
    if (value == null) {
      return OptionalDouble.empty();
    }
    if (value instanceof Number number) {
      return OptionalDouble.of(number.doubleValue());
    }
    throw FactsException.wrongType(key, "number", value);
  }

  /** The truth value under a key; empty when the key is missing. */
  public Optional<Boolean> bool(String key) {
    return typed(key, Boolean.class);
  }

  /** The instant under a key; empty when the key is missing. */
  public Optional<Instant> instant(String key) {
    return text(key).map(Instant::parse);
  }

  /** The instant under a key that must be there. */
  public Instant requireInstant(String key) {
    return Instant.parse(requireText(key));
  }

  /** The object under a key; empty when the key is missing. */
  public Optional<Facts> facts(String key) {
    return typed(key, Facts.class);
  }

  /** The list under a key; empty when the key is missing. */
  public List<Object> list(String key) {
    Object value = values.get(key);
    if (value == null) {
      return List.of();
    }
    if (value instanceof List<?> list) {
      return Collections.unmodifiableList(list);
    }
    throw FactsException.wrongType(key, "list", value);
  }

  /** The list of objects under a key; empty when the key is missing. */
  public List<Facts> factsList(String key) {
    return list(key).stream()
        .map(
            item -> {
              if (item instanceof Facts facts) {
                return facts;
              }
              throw FactsException.wrongType(key, "list of objects", item);
            })
        .toList();
  }

  /** The list of texts under a key; empty when the key is missing. */
  public List<String> textList(String key) {
    return list(key).stream().map(String::valueOf).toList();
  }

  /** The values in their order, unmodifiable. */
  public Map<String, Object> values() {
    return values;
  }

  /** Whether the key is there. */
  public boolean has(String key) {
    return values.containsKey(key);
  }

  /** A builder that starts with these values. */
  public Builder toBuilder() {
    return builder().putAll(this);
  }

  /** Compact JSON with the keys in their order. */
  public String json() {
    return FactsText.write(this, false);
  }

  /** Compact JSON with the keys sorted by code unit, the form that is hashed. */
  public String canonical() {
    return FactsText.write(this, true);
  }

  private <T> Optional<T> typed(String key, Class<T> type) {
    Object value = values.get(key);
    if (value == null) {
      return Optional.empty();
    }
    if (type.isInstance(value)) {
      return Optional.of(type.cast(value));
    }
    throw FactsException.wrongType(key, type.getSimpleName(), value);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Facts facts && values.equals(facts.values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  @Override
  public String toString() {
    return json();
  }

  /** Collects the values of an object; not safe for use by several threads. */
  public static final class Builder {

    private Map<String, Object> values = new LinkedHashMap<>();

    /** Whether the values belong to an object already; they are copied before the next change. */
    private boolean built;

    private Builder() {}

    /**
     * Puts a value under a key, in place of the value that was there.
     *
     * @param value text, number, boolean, enum constant (its name), instant, duration (ISO-8601),
     *     {@link Facts}, map, collection or {@link Optional} of these; null and empty optionals
     *     leave the key out
     */
    public Builder put(String key, Object value) {
      Objects.requireNonNull(key, "key");
      Object kept = keep(key, value);
      if (kept != null) {
        own();
        values.put(key, kept);
      }
      return this;
    }

    private void own() {
      if (built) {
        values = new LinkedHashMap<>(values);
        built = false;
      }
    }

    /** Puts all values of another object. */
    public Builder putAll(Facts other) {
      own();
      values.putAll(other.values);
      return this;
    }

    /** The finished object. */
    public Facts build() {
      if (values.isEmpty()) {
        return EMPTY;
      }
      built = true;
      return new Facts(Collections.unmodifiableMap(values));
    }

    private static Object keep(String key, Object value) {
      if (value == null
          || value instanceof String
          || value instanceof Boolean
          || value instanceof Long
          || value instanceof Facts) {
        return value;
      }
      if (value instanceof BigInteger number) {
        return keepDecimal(new BigDecimal(number));
      }
      if (value instanceof BigDecimal number) {
        return keepDecimal(number);
      }
      if (value instanceof Optional<?> optional) {
        return keep(key, optional.orElse(null));
      }
      if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
        return ((Number) value).longValue();
      }
      if (value instanceof Double || value instanceof Float) {
        double number = ((Number) value).doubleValue();
        if (!Double.isFinite(number)) {
          throw FactsException.wrongType(key, "finite number", value);
        }
        return number;
      }
      if (value instanceof Enum<?> constant) {
        return constant.name();
      }
      return keepComposite(key, value);
    }

    /** The form in which the number would be read back, so that a text has one hash for ever. */
    private static Object keepDecimal(BigDecimal number) {
      if (number.scale() <= 0 && number.precision() - number.scale() <= 19) {
        BigInteger whole = number.toBigIntegerExact();
        return whole.bitLength() < 64 ? (Object) whole.longValue() : new BigDecimal(whole);
      }
      double nearest = number.doubleValue();
      return number.scale() == 0 || !Double.isFinite(nearest) ? number : (Object) nearest;
    }

    private static Object keepComposite(String key, Object value) {
      if (value instanceof Map<?, ?> map) {
        Builder builder = builder();
        map.forEach((name, item) -> builder.put(String.valueOf(name), item));
        return builder.build();
      }
      if (value instanceof Collection<?> collection) {
        List<Object> list = new ArrayList<>(collection.size());
        for (Object item : collection) {
          list.add(Objects.requireNonNull(keep(key, item), () -> "null in list " + key));
        }
        return List.copyOf(list);
      }
      return value.toString();
    }
  }
}
