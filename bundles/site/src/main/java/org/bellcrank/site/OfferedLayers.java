package org.bellcrank.site;

import java.util.Optional;
import org.bellcrank.journal.LayerBook;
import org.bellcrank.journal.LayerPlan;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * The layers of the documents in force, for publishers, which know no site. Where no documents are,
 * each class leaves by all that can carry it; while those that lie ready are being judged, and
 * where they were refused or cannot be read and no others are in force, none does. Safe for any
 * thread.
 */
@Component(service = LayerBook.class)
public final class OfferedLayers implements LayerBook {

  private final ActiveSite active;

  /** Those of whatever is in force when it is asked. */
  @Activate
  public OfferedLayers(@Reference ActiveSite active) {
    this.active = active;
  }

  @Override
  public Optional<LayerPlan> plan() {
    boolean bare = active.bare(); // before the site is looked at: it may come in between
    return active
        .site()
        .map(Site::layers)
        .or(() -> bare ? Optional.of(LayerPlan.DEFAULT) : Optional.empty());
  }
}
