package org.eclipse.kura.configuration;

import java.util.Map;
import org.eclipse.kura.configuration.metatype.OCD;
import org.osgi.annotation.versioning.ProviderType;

/** A component's definition and present values. */
@ProviderType
public interface ComponentConfiguration {

  String getPid();

  OCD getDefinition();

  Map<String, Object> getConfigurationProperties();
}
