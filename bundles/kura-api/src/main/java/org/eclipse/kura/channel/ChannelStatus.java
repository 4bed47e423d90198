package org.eclipse.kura.channel;

import java.util.Objects;
import org.osgi.annotation.versioning.ProviderType;

/** Whether an operation on a channel succeeded, and if not, why. */
@ProviderType
public class ChannelStatus {
  private final ChannelFlag channelFlag;
  private final Exception exception;
  private final String exceptionMessage;

  public ChannelStatus(ChannelFlag channelFlag) {
    this(channelFlag, null, null);
  }

  public ChannelStatus(ChannelFlag channelFlag, String exceptionMessage, Exception exception) {
    this.channelFlag = Objects.requireNonNull(channelFlag, "channelFlag");
    this.exceptionMessage = exceptionMessage;
    this.exception = exception;
  }

  public ChannelFlag getChannelFlag() {
    return channelFlag;
  }

  public Exception getException() {
    return exception;
  }

  public String getExceptionMessage() {
    return exceptionMessage;
  }

  @Override
  public String toString() {
    return exceptionMessage == null ? channelFlag.name() : channelFlag + ": " + exceptionMessage;
  }
}
