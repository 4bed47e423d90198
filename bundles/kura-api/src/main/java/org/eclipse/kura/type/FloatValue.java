package org.eclipse.kura.type;

import org.osgi.annotation.versioning.ProviderType;

/** A number of 32 bits. */
@ProviderType
public class FloatValue implements TypedValue<Float> {
  private final float value;

  public FloatValue(float value) {
    this.value = value;
  }

  @Override
  public int compareTo(TypedValue<Float> other) {
    return Float.compare(value, other.getValue());
  }

  @Override
  public DataType getType() {
    return DataType.FLOAT;
  }

  @Override
  public Float getValue() {
    return value;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FloatValue typed && getValue().equals(typed.getValue());
  }

  @Override
  public int hashCode() {
    return getValue().hashCode();
  }

  @Override
  public String toString() {
    return "FloatValue [" + value + "]";
  }
}
