package org.eclipse.kura.driver.descriptor;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** Finds what drivers tell of their channels. */
@ProviderType
public interface DriverDescriptorService {
  Optional<DriverDescriptor> getDriverDescriptor(String driverPid);

  List<DriverDescriptor> listDriverDescriptors();
}
