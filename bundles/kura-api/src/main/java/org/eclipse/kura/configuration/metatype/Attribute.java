package org.eclipse.kura.configuration.metatype;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** A value given for an attribute. */
@ProviderType
public interface Attribute {
  List<String> getValue();

  String getAdref();

  String getContent();
}
