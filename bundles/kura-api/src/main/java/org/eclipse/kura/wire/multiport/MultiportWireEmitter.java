package org.eclipse.kura.wire.multiport;

import org.eclipse.kura.wire.WireComponent;
import org.osgi.annotation.versioning.ConsumerType;
import org.osgi.service.wireadmin.Producer;

/** A component with several outputs. */
@ConsumerType
public interface MultiportWireEmitter extends WireComponent, Producer {}
