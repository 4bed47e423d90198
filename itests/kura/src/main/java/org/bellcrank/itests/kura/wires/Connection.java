package org.bellcrank.itests.kura.wires;

import java.util.Dictionary;
import java.util.Hashtable;
import org.osgi.service.wireadmin.Consumer;
import org.osgi.service.wireadmin.Producer;
import org.osgi.service.wireadmin.Wire;

/** A wire that hands over on the emitter's thread, as Kura's does. */
final class Connection implements Wire {

  private final String from;
  private final String to;
  private final Producer producer;
  private final Consumer consumer;
  private volatile Object last;

  Connection(String from, Producer producer, String to, Consumer consumer) {
    this.from = from;
    this.producer = producer;
    this.to = to;
    this.consumer = consumer;
  }

  String from() {
    return from;
  }

  String to() {
    return to;
  }

  @Override
  public void update(Object value) {
    last = value;
    consumer.updated(this, value);
  }

  @Override
  public Object poll() {
    return producer.polled(this);
  }

  @Override
  public Object getLastValue() {
    return last;
  }

  @Override
  public boolean isValid() {
    return true;
  }

  @Override
  public boolean isConnected() {
    return true;
  }

  @Override
  public Class<?>[] getFlavors() {
    return new Class<?>[] {org.eclipse.kura.wire.WireEnvelope.class};
  }

  @Override
  @SuppressWarnings("rawtypes") // The type of the specification.
  public Dictionary getProperties() {
    return new Hashtable<>();
  }

  @Override
  public String[] getScope() {
    return null;
  }

  @Override
  public boolean hasScope(String name) {
    return false;
  }
}
