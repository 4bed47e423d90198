package org.eclipse.kura.wire.graph;

import org.osgi.annotation.versioning.ProviderType;

/** Lets envelopes through with the last of every input. */
@ProviderType
public interface CachingAggregatorFactory extends PortAggregatorFactory {}
