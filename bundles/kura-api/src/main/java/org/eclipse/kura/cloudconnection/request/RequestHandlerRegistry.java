package org.eclipse.kura.cloudconnection.request;

import org.eclipse.kura.KuraException;
import org.osgi.annotation.versioning.ProviderType;

/** Where applications register for requests. */
@ProviderType
public interface RequestHandlerRegistry {
  void registerRequestHandler(String id, RequestHandler handler) throws KuraException;

  void unregister(String id) throws KuraException;
}
