package org.eclipse.kura.wire.graph;

import java.util.List;
import org.eclipse.kura.KuraException;
import org.osgi.annotation.versioning.ProviderType;

/** Lists the kinds of components. */
@ProviderType
public interface WireComponentDefinitionService {
  List<WireComponentDefinition> getComponentDefinitions() throws KuraException;
}
