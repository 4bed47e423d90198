package org.eclipse.kura.marshalling;

import org.eclipse.kura.KuraException;
import org.osgi.annotation.versioning.ProviderType;

/** Writes objects as text. */
@ProviderType
public interface Marshaller {
  String marshal(Object object) throws KuraException;
}
