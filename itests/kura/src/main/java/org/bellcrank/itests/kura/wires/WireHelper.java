package org.bellcrank.itests.kura.wires;

import java.util.Arrays;
import java.util.Objects;
import org.eclipse.kura.wire.WireComponent;
import org.eclipse.kura.wire.WireEmitter;
import org.eclipse.kura.wire.WireHelperService;
import org.eclipse.kura.wire.WireReceiver;
import org.eclipse.kura.wire.WireSupport;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/** Kura's helper for wire components. */
public final class WireHelper implements WireHelperService {

  private final BundleContext context;

  public WireHelper(BundleContext context) {
    this.context = context;
  }

  @Override
  public String getPid(WireComponent component) {
    return property(of(component), "kura.service.pid");
  }

  @Override
  public String getServicePid(String pid) {
    return property(named(pid), "service.pid");
  }

  @Override
  public String getServicePid(WireComponent component) {
    return property(of(component), "service.pid");
  }

  @Override
  public boolean isEmitter(String pid) {
    return component(pid) instanceof WireEmitter;
  }

  @Override
  public boolean isReceiver(String pid) {
    return component(pid) instanceof WireReceiver;
  }

  private WireComponent component(String pid) {
    ServiceReference<WireComponent> reference = named(pid);
    return reference == null ? null : context.getService(reference);
  }

  @Override
  public WireSupport newWireSupport(
      WireComponent component, ServiceReference<WireComponent> reference) {
    return new Support(component, (String) reference.getProperty("service.pid"));
  }

  private ServiceReference<WireComponent> named(String pid) {
    return all()
        .filter(reference -> pid.equals(reference.getProperty("kura.service.pid")))
        .findFirst()
        .orElse(null);
  }

  private ServiceReference<WireComponent> of(WireComponent component) {
    return all()
        .filter(reference -> Objects.equals(context.getService(reference), component))
        .findFirst()
        .orElse(null);
  }

  @SuppressWarnings("unchecked") // Found under that name.
  private java.util.stream.Stream<ServiceReference<WireComponent>> all() {
    try {
      ServiceReference<?>[] found =
          context.getServiceReferences(WireComponent.class.getName(), null);
      return Arrays.stream(found == null ? new ServiceReference<?>[0] : found)
          .map(reference -> (ServiceReference<WireComponent>) reference);
    } catch (InvalidSyntaxException e) {
      throw new IllegalStateException("no filter was given", e);
    }
  }

  private static String property(ServiceReference<?> reference, String name) {
    return reference == null ? null : (String) reference.getProperty(name);
  }
}
