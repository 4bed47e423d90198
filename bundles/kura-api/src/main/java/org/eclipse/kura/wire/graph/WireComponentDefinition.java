package org.eclipse.kura.wire.graph;

import java.util.HashMap;
import java.util.Map;
import org.eclipse.kura.configuration.ComponentConfiguration;
import org.osgi.annotation.versioning.ProviderType;

/** A kind of component and its ports. */
@ProviderType
public class WireComponentDefinition {
  private String factoryPid;
  private int minInputPorts;
  private int maxInputPorts;
  private int defaultInputPorts;
  private int minOutputPorts;
  private int maxOutputPorts;
  private int defaultOutputPorts;
  private Map<Integer, String> inputPortNames = new HashMap<>();
  private Map<Integer, String> outputPortNames = new HashMap<>();
  private ComponentConfiguration componentOCD;

  public String getFactoryPid() {
    return factoryPid;
  }

  public void setFactoryPid(String value) {
    factoryPid = value;
  }

  public int getMinInputPorts() {
    return minInputPorts;
  }

  public void setMinInputPorts(int value) {
    minInputPorts = value;
  }

  public int getMaxInputPorts() {
    return maxInputPorts;
  }

  public void setMaxInputPorts(int value) {
    maxInputPorts = value;
  }

  public int getDefaultInputPorts() {
    return defaultInputPorts;
  }

  public void setDefaultInputPorts(int value) {
    defaultInputPorts = value;
  }

  public int getMinOutputPorts() {
    return minOutputPorts;
  }

  public void setMinOutputPorts(int value) {
    minOutputPorts = value;
  }

  public int getMaxOutputPorts() {
    return maxOutputPorts;
  }

  public void setMaxOutputPorts(int value) {
    maxOutputPorts = value;
  }

  public int getDefaultOutputPorts() {
    return defaultOutputPorts;
  }

  public void setDefaultOutputPorts(int value) {
    defaultOutputPorts = value;
  }

  public Map<Integer, String> getInputPortNames() {
    return inputPortNames;
  }

  public void setInputPortNames(Map<Integer, String> value) {
    inputPortNames = value;
  }

  public Map<Integer, String> getOutputPortNames() {
    return outputPortNames;
  }

  public void setOutputPortNames(Map<Integer, String> value) {
    outputPortNames = value;
  }

  public ComponentConfiguration getComponentOCD() {
    return componentOCD;
  }

  public void setComponentOCD(ComponentConfiguration value) {
    componentOCD = value;
  }
}
