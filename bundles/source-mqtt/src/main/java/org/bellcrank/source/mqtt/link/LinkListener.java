package org.bellcrank.source.mqtt.link;

/** Who uses a connection. */
public interface LinkListener {

  /**
   * A message came; called on a thread of the connection, which reads no further meanwhile. It is
   * to be acknowledged when it was taken, now or later.
   */
  void arrived(Incoming message);

  /** Connected and subscribed, for the first time or again; on the connection's own thread. */
  default void up() {}

  /** The connection is gone; it is made anew without anybody asking. */
  default void down() {}

  /**
   * The broker does not let us listen to a filter; asked again with the next connect.
   *
   * @param reason as MQTT numbers it: 128 to 162
   */
  default void refused(String filter, int reason) {}
}
