package org.eclipse.kura.type;

import java.util.Arrays;
import java.util.Objects;
import org.osgi.annotation.versioning.ProviderType;

/** Bytes. */
@ProviderType
public class ByteArrayValue implements TypedValue<byte[]> {
  private final byte[] value;

  public ByteArrayValue(byte[] value) {
    this.value = Objects.requireNonNull(value, "value");
  }

  @Override
  public int compareTo(TypedValue<byte[]> other) {
    return Arrays.compare(value, other.getValue());
  }

  @Override
  public DataType getType() {
    return DataType.BYTE_ARRAY;
  }

  @Override
  public byte[] getValue() {
    return value;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ByteArrayValue bytes && Arrays.equals(value, bytes.value);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(value);
  }

  @Override
  public String toString() {
    return "ByteArrayValue [" + value.length + " bytes]";
  }
}
