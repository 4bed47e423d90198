package org.eclipse.kura.type;

import java.util.Objects;
import org.osgi.annotation.versioning.ProviderType;

/** A text. */
@ProviderType
public class StringValue implements TypedValue<String> {
  private final String value;

  public StringValue(String value) {
    this.value = Objects.requireNonNull(value, "value");
  }

  @Override
  public int compareTo(TypedValue<String> other) {
    return value.compareTo(other.getValue());
  }

  @Override
  public DataType getType() {
    return DataType.STRING;
  }

  @Override
  public String getValue() {
    return value;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof StringValue typed && getValue().equals(typed.getValue());
  }

  @Override
  public int hashCode() {
    return getValue().hashCode();
  }

  @Override
  public String toString() {
    return "StringValue [" + value + "]";
  }
}
