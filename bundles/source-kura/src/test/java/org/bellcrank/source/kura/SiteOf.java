package org.bellcrank.source.kura;

import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bellcrank.asset.AssetDocuments;
import org.bellcrank.asset.AssetRegister;
import org.bellcrank.asset.Point;
import org.bellcrank.document.Documents;
import org.bellcrank.document.InvalidDocumentException;
import org.bellcrank.site.ActiveSite;
import org.bellcrank.site.Site;

/** Site documents in force of which a test writes the points. Safe for any thread. */
final class SiteOf implements ActiveSite {

  private volatile Optional<Site> site = Optional.empty();

  void points(List<Point> points) {
    site = Optional.of(site(AssetRegister.of(List.of(), points)));
  }

  void points(String yaml) {
    try {
      site =
          Optional.of(
              site(
                  AssetDocuments.read(
                      List.of(),
                      Documents.parse("points.yaml", "points:\n" + yaml).asMap().maps("points"))));
    } catch (InvalidDocumentException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** A version of which nothing but the register is asked. */
  private static Site site(AssetRegister register) {
    RecordComponent[] parts = Site.class.getRecordComponents();
    Class<?>[] types =
        Stream.of(parts).map(RecordComponent::getType).toArray(count -> new Class<?>[count]);
    Object[] given =
        Stream.of(types).map(type -> type == AssetRegister.class ? register : null).toArray();
    try {
      return Site.class.getConstructor(types).newInstance(given);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public Optional<Site> site() {
    return site;
  }

  @Override
  public List<String> refusals() {
    return List.of();
  }
}
