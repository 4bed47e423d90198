package org.eclipse.kura.type;

import org.osgi.annotation.versioning.ProviderType;

/** A whole number of 64 bits. */
@ProviderType
public class LongValue implements TypedValue<Long> {
  private final long value;

  public LongValue(long value) {
    this.value = value;
  }

  @Override
  public int compareTo(TypedValue<Long> other) {
    return Long.compare(value, other.getValue());
  }

  @Override
  public DataType getType() {
    return DataType.LONG;
  }

  @Override
  public Long getValue() {
    return value;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LongValue typed && getValue().equals(typed.getValue());
  }

  @Override
  public int hashCode() {
    return getValue().hashCode();
  }

  @Override
  public String toString() {
    return "LongValue [" + value + "]";
  }
}
