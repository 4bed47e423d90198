package org.eclipse.kura.configuration.metatype;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** Values given for a definition. */
@ProviderType
public interface TObject {
  List<Attribute> getAttribute();

  String getOcdref();
}
