package org.eclipse.kura.ai.inference;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** Values of one input or output of a model, boxed. */
@ProviderType
public class Tensor {
  private final Class<?> type;
  private final TensorDescriptor descriptor;
  private final List<?> data;

  public <T> Tensor(Class<T> type, TensorDescriptor descriptor, List<T> data) {
    this.type = Objects.requireNonNull(type, "type");
    this.descriptor = Objects.requireNonNull(descriptor, "descriptor");
    this.data = Objects.requireNonNull(data, "data");
  }

  public TensorDescriptor getDescriptor() {
    return descriptor;
  }

  @SuppressWarnings("unchecked")
  public <T> Optional<List<T>> getData(Class<T> asked) {
    return asked.isAssignableFrom(type) ? Optional.of((List<T>) data) : Optional.empty();
  }

  public Class<?> getType() {
    return type;
  }
}
