package org.eclipse.kura.ai.inference;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** Builds the description of a tensor. */
@ProviderType
public class TensorDescriptorBuilder {
  private final String name;
  private final String type;
  private final List<Long> shape;
  private String format;
  private final Map<String, Object> parameters = new LinkedHashMap<>();

  TensorDescriptorBuilder(String name, String type, List<Long> shape) {
    this.name = name;
    this.type = type;
    this.shape = shape;
  }

  public static TensorDescriptorBuilder fromTensorDescriptor(TensorDescriptor descriptor) {
    TensorDescriptorBuilder builder =
        new TensorDescriptorBuilder(
            descriptor.getName(), descriptor.getType(), descriptor.getShape());
    builder.format = descriptor.getFormat().orElse(null);
    builder.parameters.putAll(descriptor.getParameters());
    return builder;
  }

  public TensorDescriptorBuilder format(String value) {
    format = value;
    return this;
  }

  public TensorDescriptorBuilder addParameter(String parameter, Object value) {
    parameters.put(parameter, value);
    return this;
  }

  public TensorDescriptorBuilder removeParameter(String parameter) {
    parameters.remove(parameter);
    return this;
  }

  public TensorDescriptor build() {
    return new TensorDescriptor(name, type, Optional.ofNullable(format), shape, parameters);
  }
}
