package org.bellcrank.itests.kura.configuration;

import java.io.IOException;
import java.util.Arrays;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.Map;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;

/** Hands configurations to the framework's configuration admin. Not thread-safe. */
final class Delivery {

  private static final String CHANGED =
      "org/eclipse/kura/core/configuration/event/CONF_CHANGE_EVENT_TOPIC";

  private final ConfigurationAdmin admin;
  private final EventAdmin events;
  private final Aes aes;
  private final Map<String, Configuration> known = new HashMap<>();

  Delivery(ConfigurationAdmin admin, EventAdmin events, Aes aes) {
    this.admin = admin;
    this.events = events;
    this.aes = aes;
  }

  void deliver(Stored stored, Passwords form) throws IOException {
    Configuration configuration = known.get(stored.pid());
    if (configuration == null) {
      configuration =
          stored.factoryPid() == null
              ? admin.getConfiguration(stored.pid(), "?")
              : admin.createFactoryConfiguration(stored.factoryPid(), "?");
      known.put(stored.pid(), configuration);
    }
    Dictionary<String, Object> properties = new Hashtable<>();
    stored.properties().forEach((name, value) -> properties.put(name, form(value, form)));
    properties.put("kura.service.pid", stored.pid());
    configuration.update(properties);
    events.postEvent(new Event(CHANGED, Map.of("session", "double", "pid", stored.pid())));
  }

  private Object form(Object value, Passwords form) {
    if (value instanceof Secret secret) {
      return text(secret, form);
    }
    if (value instanceof Secret[] secrets) {
      return Arrays.stream(secrets).map(one -> text(one, form)).toArray(String[]::new);
    }
    return value;
  }

  private String text(Secret secret, Passwords form) {
    return form == Passwords.PLAIN ? secret.plain() : aes.encrypt(secret.plain());
  }

  void delete(String pid) throws IOException {
    Configuration configuration = known.remove(pid);
    if (configuration != null) {
      configuration.delete();
    }
  }
}
