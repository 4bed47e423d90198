package org.eclipse.kura.channel;

/** What may be done with a channel. */
public enum ChannelType {
  READ,
  READ_WRITE,
  WRITE;

  public static ChannelType getChannelType(String name) {
    for (ChannelType type : values()) {
      if (type.name().equalsIgnoreCase(name)) {
        return type;
      }
    }
    throw new IllegalArgumentException(
        "no channel type " + name + "; one of READ, READ_WRITE, WRITE");
  }
}
