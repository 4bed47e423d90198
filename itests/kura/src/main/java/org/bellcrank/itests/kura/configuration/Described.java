package org.bellcrank.itests.kura.configuration;

import java.util.List;
import java.util.Map;
import org.eclipse.kura.configuration.ComponentConfiguration;
import org.eclipse.kura.configuration.metatype.AD;
import org.eclipse.kura.configuration.metatype.Icon;
import org.eclipse.kura.configuration.metatype.OCD;
import org.eclipse.kura.configuration.metatype.Option;
import org.eclipse.kura.configuration.metatype.Scalar;

/** A configuration with its definition, as Kura hands it to add-ons. */
record Described(String pid, OCD definition, Map<String, Object> properties)
    implements ComponentConfiguration {

  static Described of(String pid, Definition definition, Map<String, Object> properties) {
    return new Described(pid, definition == null ? null : new Ocd(definition), properties);
  }

  @Override
  public String getPid() {
    return pid;
  }

  @Override
  public OCD getDefinition() {
    return definition;
  }

  @Override
  public Map<String, Object> getConfigurationProperties() {
    return properties;
  }

  private record Ocd(Definition definition) implements OCD {

    @Override
    public List<AD> getAD() {
      return definition.attributes().stream().<AD>map(Ad::new).toList();
    }

    @Override
    public List<Icon> getIcon() {
      return List.of();
    }

    @Override
    public String getName() {
      return definition.name();
    }

    @Override
    public String getDescription() {
      return definition.description();
    }

    @Override
    public String getId() {
      return definition.pid();
    }
  }

  private record Ad(Definition.Attribute attribute) implements AD {

    @Override
    public List<Option> getOption() {
      return attribute.options().entrySet().stream()
          .<Option>map(entry -> new Choice(entry.getValue(), entry.getKey()))
          .toList();
    }

    @Override
    public String getName() {
      return attribute.name();
    }

    @Override
    public String getDescription() {
      return attribute.description();
    }

    @Override
    public String getId() {
      return attribute.id();
    }

    @Override
    public Scalar getType() {
      return Scalar.fromValue(attribute.type().written());
    }

    @Override
    public int getCardinality() {
      return attribute.cardinality();
    }

    @Override
    public String getMin() {
      return attribute.min();
    }

    @Override
    public String getMax() {
      return attribute.max();
    }

    @Override
    public String getDefault() {
      return attribute.defaults();
    }

    @Override
    public boolean isRequired() {
      return attribute.required();
    }
  }

  private record Choice(String label, String value) implements Option {

    @Override
    public String getLabel() {
      return label;
    }

    @Override
    public String getValue() {
      return value;
    }
  }
}
