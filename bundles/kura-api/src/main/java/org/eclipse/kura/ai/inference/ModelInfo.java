package org.eclipse.kura.ai.inference;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** What a model takes and gives. */
@ProviderType
public class ModelInfo {
  private final String name;
  private final Optional<String> platform;
  private final Optional<String> version;
  private final Map<String, Object> parameters;
  private final List<TensorDescriptor> inputs;
  private final List<TensorDescriptor> outputs;

  ModelInfo(ModelInfoBuilder builder) {
    name = builder.name;
    platform = Optional.ofNullable(builder.platform);
    version = Optional.ofNullable(builder.version);
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(builder.parameters));
    inputs = List.copyOf(builder.inputs);
    outputs = List.copyOf(builder.outputs);
  }

  public static ModelInfoBuilder builder(String name) {
    return new ModelInfoBuilder(name);
  }

  public ModelInfoBuilder toBuilder() {
    return ModelInfoBuilder.fromModelInfo(this);
  }

  public String getName() {
    return name;
  }

  public Optional<String> getPlatform() {
    return platform;
  }

  public Optional<String> getVersion() {
    return version;
  }

  public Map<String, Object> getParameters() {
    return parameters;
  }

  public List<TensorDescriptor> getInputs() {
    return inputs;
  }

  public List<TensorDescriptor> getOutputs() {
    return outputs;
  }
}
