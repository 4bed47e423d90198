package org.eclipse.kura.configuration;

import org.osgi.annotation.versioning.ConsumerType;

/** Marks a service whose configuration the gateway keeps. */
@ConsumerType
public interface ConfigurableComponent {}
