package org.bellcrank.pipeline.start;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.bellcrank.delivery.Connectors;
import org.bellcrank.journal.DataDirectory;
import org.bellcrank.journal.Store;
import org.bellcrank.keys.KeyCabinet;
import org.bellcrank.observation.SourceLife;
import org.bellcrank.site.ActiveSite;
import org.bellcrank.site.Site;
import org.bellcrank.vision.Cameras;

/** What of a gateway is there; each part may come and go. Safe for any thread. */
final class Gateway {

  final List<SourceLife> sources = new CopyOnWriteArrayList<>();
  volatile Store store;
  volatile DataDirectory data;
  volatile ActiveSite documents;
  volatile Connectors connectors;
  volatile KeyCabinet keys;
  volatile Cameras cameras;

  Optional<Site> site() {
    ActiveSite there = documents;
    return there == null ? Optional.empty() : there.site();
  }
}
