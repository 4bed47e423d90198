package org.eclipse.kura.type;

import org.osgi.annotation.versioning.ProviderType;

/** A number of 64 bits. */
@ProviderType
public class DoubleValue implements TypedValue<Double> {
  private final double value;

  public DoubleValue(double value) {
    this.value = value;
  }

  @Override
  public int compareTo(TypedValue<Double> other) {
    return Double.compare(value, other.getValue());
  }

  @Override
  public DataType getType() {
    return DataType.DOUBLE;
  }

  @Override
  public Double getValue() {
    return value;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DoubleValue typed && getValue().equals(typed.getValue());
  }

  @Override
  public int hashCode() {
    return getValue().hashCode();
  }

  @Override
  public String toString() {
    return "DoubleValue [" + value + "]";
  }
}
