package org.eclipse.kura.type;

import org.osgi.annotation.versioning.ProviderType;

/** True or false. */
@ProviderType
public class BooleanValue implements TypedValue<Boolean> {
  private final boolean value;

  public BooleanValue(boolean value) {
    this.value = value;
  }

  @Override
  public int compareTo(TypedValue<Boolean> other) {
    return Boolean.compare(value, other.getValue());
  }

  @Override
  public DataType getType() {
    return DataType.BOOLEAN;
  }

  @Override
  public Boolean getValue() {
    return value;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof BooleanValue typed && getValue().equals(typed.getValue());
  }

  @Override
  public int hashCode() {
    return getValue().hashCode();
  }

  @Override
  public String toString() {
    return "BooleanValue [" + value + "]";
  }
}
