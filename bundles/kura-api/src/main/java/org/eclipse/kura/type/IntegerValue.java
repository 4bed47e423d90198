package org.eclipse.kura.type;

import org.osgi.annotation.versioning.ProviderType;

/** A whole number of 32 bits. */
@ProviderType
public class IntegerValue implements TypedValue<Integer> {
  private final int value;

  public IntegerValue(int value) {
    this.value = value;
  }

  @Override
  public int compareTo(TypedValue<Integer> other) {
    return Integer.compare(value, other.getValue());
  }

  @Override
  public DataType getType() {
    return DataType.INTEGER;
  }

  @Override
  public Integer getValue() {
    return value;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof IntegerValue typed && getValue().equals(typed.getValue());
  }

  @Override
  public int hashCode() {
    return getValue().hashCode();
  }

  @Override
  public String toString() {
    return "IntegerValue [" + value + "]";
  }
}
