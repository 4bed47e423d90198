package org.eclipse.kura.configuration;

import org.eclipse.kura.KuraException;
import org.osgi.annotation.versioning.ConsumerType;

/** A component that brings its own definition and values. */
@ConsumerType
public interface SelfConfiguringComponent {

  ComponentConfiguration getConfiguration() throws KuraException;
}
