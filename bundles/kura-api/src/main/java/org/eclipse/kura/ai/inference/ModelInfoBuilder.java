package org.eclipse.kura.ai.inference;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;

/** Builds the description of a model. */
@ProviderType
public class ModelInfoBuilder {
  final String name;
  String platform;
  String version;
  final Map<String, Object> parameters = new LinkedHashMap<>();
  final List<TensorDescriptor> inputs = new ArrayList<>();
  final List<TensorDescriptor> outputs = new ArrayList<>();

  ModelInfoBuilder(String name) {
    if (name == null || name.isEmpty()) {
      throw new IllegalArgumentException("a model has a name");
    }
    this.name = name;
  }

  public static ModelInfoBuilder fromModelInfo(ModelInfo info) {
    ModelInfoBuilder builder = new ModelInfoBuilder(info.getName());
    builder.platform = info.getPlatform().orElse(null);
    builder.version = info.getVersion().orElse(null);
    builder.parameters.putAll(info.getParameters());
    builder.inputs.addAll(info.getInputs());
    builder.outputs.addAll(info.getOutputs());
    return builder;
  }

  public ModelInfoBuilder platform(String value) {
    platform = value;
    return this;
  }

  public ModelInfoBuilder version(String value) {
    version = value;
    return this;
  }

  public ModelInfoBuilder addParameter(String parameter, Object value) {
    parameters.put(parameter, value);
    return this;
  }

  public ModelInfoBuilder removeParameter(String parameter) {
    parameters.remove(parameter);
    return this;
  }

  public ModelInfoBuilder addInputDescriptor(TensorDescriptor descriptor) {
    inputs.add(descriptor);
    return this;
  }

  public ModelInfoBuilder addAllInputDescriptor(List<TensorDescriptor> descriptors) {
    inputs.addAll(descriptors);
    return this;
  }

  public ModelInfoBuilder removeInputDescriptor(TensorDescriptor descriptor) {
    inputs.remove(descriptor);
    return this;
  }

  public ModelInfoBuilder addOutputDescriptor(TensorDescriptor descriptor) {
    outputs.add(descriptor);
    return this;
  }

  public ModelInfoBuilder addAllOutputDescriptor(List<TensorDescriptor> descriptors) {
    outputs.addAll(descriptors);
    return this;
  }

  public ModelInfoBuilder removeOutputDescriptor(TensorDescriptor descriptor) {
    outputs.remove(descriptor);
    return this;
  }

  public ModelInfo build() {
    return new ModelInfo(this);
  }
}
