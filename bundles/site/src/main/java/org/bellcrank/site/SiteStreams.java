package org.bellcrank.site;

import java.util.Optional;
import org.bellcrank.stream.StreamPlan;
import org.bellcrank.stream.StreamPlans;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Tells streams of samples what the documents in force say of them. */
@Component(service = StreamPlans.class)
public final class SiteStreams implements StreamPlans {

  private final ActiveSite documents;

  /** Follows the documents in force. */
  @Activate
  public SiteStreams(@Reference ActiveSite documents) {
    this.documents = documents;
  }

  @Override
  public Optional<StreamPlan> current() {
    Optional<Site> site = documents.site();
    if (site.isEmpty() && documents.settled()) {
      return Optional.of(StreamPlan.NONE);
    }
    return site.map(Site::streams);
  }
}
