package org.bellcrank.stream;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bellcrank.asset.AssetDocuments;
import org.bellcrank.asset.AssetRegister;
import org.bellcrank.condition.Limit;
import org.bellcrank.condition.LimitDocuments;
import org.bellcrank.document.Documents;
import org.bellcrank.document.MapNode;
import org.bellcrank.expression.ExpressionLanguage;
import org.bellcrank.observation.DeviceStatus;

/**
 * Points of a document as their streams see them, one after another on one thread: what one
 * computes reaches the next.
 */
final class Plant extends TrendWatchTest.Book {

  final List<String> measured = new ArrayList<>();
  final List<String> devices = new ArrayList<>();
  final List<String> expected = new ArrayList<>();
  final List<String> crossed = new ArrayList<>();
  private final List<String> changes = new ArrayList<>();
  private final OperatingStates states =
      new OperatingStates((asset, now, before) -> changes.add(asset + " " + now.state()));
  private final Map<String, PointStream> streams = new HashMap<>();
  private final List<Limit> limits;
  private final Map<String, Limit.State> standing = new HashMap<>();
  private final StreamPlan plan;
  private final Instant start;

  /** The sections of a site document that say something of points, and its assets and points. */
  Plant(String document, Instant start) throws Exception {
    MapNode all = Documents.parse("plant.yaml", document).asMap();
    AssetRegister register = AssetDocuments.read(all.maps("assets"), all.maps("points"));
    limits = all.has("limits") ? LimitDocuments.read(all.maps("limits"), register) : List.of();
    plan =
        StreamDocuments.read(
            key -> {
              try {
                return all.has(key) ? all.maps(key) : List.of();
              } catch (org.bellcrank.document.InvalidDocumentException e) {
                throw new IllegalArgumentException(e);
              }
            },
            limits,
            register,
            new ExpressionLanguage());
    states.plans(plan.states());
    this.start = start;
  }

  void take(Sample sample) {
    stream(sample.point()).take(sample, sample.at());
    stream(sample.point())
        .tick(sample.at(), PointStream.nanos(sample.at()), PointStream.nanos(sample.at()));
  }

  private PointStream stream(String point) {
    return streams.computeIfAbsent(
        point,
        id -> new PointStream(plan.of(id), this, new PointCounts(), Optional.empty(), start));
  }

  List<String> changes() {
    return changes;
  }

  @Override
  public void expects(
      String point, TrendPlan trend, Growth growth, long number, long steps, Instant now) {
    super.expects(point, trend, growth, number, steps, now);
    expected.add(trend.failureMode());
  }

  @Override
  public void measurement(PointPlan of, Measured sample) {
    measured.add(of.point() + " " + sample.value() + of.unit().map(unit -> " " + unit).orElse(""));
    for (Limit limit : limits) {
      if (limit.point().equals(of.point())) {
        Limit.State before = standing.getOrDefault(limit.id(), Limit.State.CLEAR);
        Limit.Step step = limit.step(before, sample.value(), sample.at());
        standing.put(limit.id(), step.state());
        if (step.event() == Limit.Event.CROSSED) {
          crossed.add(
              limit.failureMode() + " at " + sample.value() + " " + sample.unit().orElse(""));
        }
      }
    }
  }

  @Override
  public void device(String point, Instant at, DeviceStatus.Status status, String detail) {
    devices.add(point + " " + status);
  }

  @Override
  public void result(String to, Instant at, double value) {
    take(new Sample(to, at, value, Optional.empty(), Quality.GOOD, Optional.empty()));
  }

  @Override
  public void heard(PointPlan of, Instant at, Double value) {
    states.heard(of.point(), at, value);
  }

  @Override
  public OperatingStates.Standing standing(PointPlan of) {
    return of.asset().map(states::of).orElse(OperatingStates.Standing.UNKNOWN);
  }
}
