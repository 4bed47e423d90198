package org.eclipse.kura.driver;

import java.util.List;
import org.eclipse.kura.KuraException;
import org.eclipse.kura.channel.ChannelRecord;
import org.osgi.annotation.versioning.ProviderType;

/** A read that is prepared once and executed often. */
@ProviderType
public interface PreparedRead extends AutoCloseable {
  List<ChannelRecord> execute() throws Driver.ConnectionException, KuraException;

  List<ChannelRecord> getChannelRecords();
}
