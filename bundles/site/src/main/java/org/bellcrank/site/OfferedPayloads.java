package org.bellcrank.site;

import java.util.List;
import java.util.Optional;
import org.bellcrank.payload.Payload;
import org.bellcrank.payload.PayloadBook;
import org.bellcrank.payload.PayloadMappings;
import org.bellcrank.payload.Untaken;
import org.bellcrank.payload.UntakenTopics;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The mappings of the documents in force, for sources, which know no site. Safe for any thread. */
@Component(service = PayloadBook.class)
public final class OfferedPayloads implements PayloadBook {

  private final ActiveSite active;
  private final UntakenTopics untaken = new UntakenTopics();

  /** Those of whatever is in force when it is asked. */
  @Activate
  public OfferedPayloads(@Reference ActiveSite active) {
    this.active = active;
  }

  @Override
  public Optional<PayloadMappings> payloads() {
    return active.site().map(Site::payloads);
  }

  @Override
  public void untaken(Payload payload, boolean named) {
    untaken.add(payload, named);
  }

  @Override
  public void taken(String topic) {
    untaken.taken(topic);
  }

  @Override
  public List<Untaken> untaken(int limit) {
    return untaken.newest(payloads().orElse(PayloadMappings.NONE), limit);
  }
}
