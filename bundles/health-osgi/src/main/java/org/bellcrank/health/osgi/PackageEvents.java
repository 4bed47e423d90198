package org.bellcrank.health.osgi;

import java.time.Clock;
import java.util.Hashtable;
import java.util.function.Consumer;
import org.bellcrank.health.PackageEvent;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventConstants;
import org.osgi.service.event.EventHandler;

/**
 * Hears what the deployment agent of Kura and the deployment admin say; to be touched only where
 * the event admin's package is.
 */
final class PackageEvents implements EventHandler, AutoCloseable {

  private static final String AGENT = "org/eclipse/kura/deployment/agent/";
  private static final String ADMIN = "org/osgi/service/deployment/";

  /** What is to be done about it; called on the event admin's threads. */
  interface Listener {

    /** Bundles are being stopped and replaced; nothing they do now means anything. */
    void sessionBegan();

    /** The session ended, well or not. */
    void sessionEnded();
  }

  private final Listener listener;
  private final Consumer<PackageEvent> heard;
  private final Clock clock;
  private final ServiceRegistration<EventHandler> registration;

  PackageEvents(
      BundleContext context, Clock clock, Listener listener, Consumer<PackageEvent> heard) {
    this.clock = clock;
    this.listener = listener;
    this.heard = heard;
    Hashtable<String, Object> topics = new Hashtable<>();
    topics.put(EventConstants.EVENT_TOPIC, new String[] {AGENT + "*", ADMIN + "*"});
    registration = context.registerService(EventHandler.class, this, topics);
  }

  @Override
  public void handleEvent(Event event) {
    switch (event.getTopic()) {
      case ADMIN + "INSTALL", ADMIN + "UNINSTALL" -> listener.sessionBegan();
      case ADMIN + "COMPLETE" -> {
        listener.sessionEnded();
        heard.accept(event(PackageEvent.Kind.INSTALLED, event));
      }
      case AGENT + "INSTALLED" -> heard.accept(event(PackageEvent.Kind.INSTALLED, event));
      case AGENT + "UNINSTALLED" -> heard.accept(event(PackageEvent.Kind.UNINSTALLED, event));
      default -> {
        // A topic of a later version; nothing is known of its meaning.
      }
    }
  }

  private PackageEvent event(PackageEvent.Kind kind, Event event) {
    Object exception = event.getProperty("exception");
    String note = exception == null ? "" : deepest(exception);
    boolean successful = Boolean.TRUE.equals(event.getProperty("successful"));
    return new PackageEvent(
        kind,
        text(event, "deploymentpackage.name"),
        text(event, "deploymentpackage.version"),
        successful,
        note,
        clock.instant());
  }

  private static String deepest(Object exception) {
    if (!(exception instanceof Throwable)) {
      return exception.toString();
    }
    Throwable cause = (Throwable) exception;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause.getMessage() == null ? cause.toString() : cause.getMessage();
  }

  /** Kura says UNKNOWN where it does not know. */
  private static String text(Event event, String property) {
    Object value = event.getProperty(property);
    return value == null || value.equals("UNKNOWN") ? "" : value.toString();
  }

  @Override
  public void close() {
    registration.unregister();
  }
}
