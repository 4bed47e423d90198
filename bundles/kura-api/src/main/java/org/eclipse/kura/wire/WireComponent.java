package org.eclipse.kura.wire;

import org.osgi.annotation.versioning.ConsumerType;

/** A component of a wire graph. */
@ConsumerType
public interface WireComponent {}
