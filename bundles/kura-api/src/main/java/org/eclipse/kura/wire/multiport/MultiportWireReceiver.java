package org.eclipse.kura.wire.multiport;

import org.eclipse.kura.wire.WireComponent;
import org.osgi.annotation.versioning.ConsumerType;

/** A component with several inputs. */
@ConsumerType
public interface MultiportWireReceiver extends WireComponent, org.osgi.service.wireadmin.Consumer {}
