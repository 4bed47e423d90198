package org.eclipse.kura.marshalling;

import org.eclipse.kura.KuraException;
import org.osgi.annotation.versioning.ProviderType;

/** Reads objects from text. */
@ProviderType
public interface Unmarshaller {
  <T> T unmarshal(String text, Class<T> type) throws KuraException;
}
