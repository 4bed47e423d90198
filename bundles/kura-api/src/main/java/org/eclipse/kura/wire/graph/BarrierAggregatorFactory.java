package org.eclipse.kura.wire.graph;

import org.osgi.annotation.versioning.ProviderType;

/** Lets envelopes through when all inputs have one. */
@ProviderType
public interface BarrierAggregatorFactory extends PortAggregatorFactory {}
