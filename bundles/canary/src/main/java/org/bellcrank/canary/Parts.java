package org.bellcrank.canary;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.bellcrank.closure.ClosureDesk;
import org.bellcrank.delivery.AssetReader;
import org.bellcrank.delivery.Connectors;
import org.bellcrank.delivery.DeliveryBook;
import org.bellcrank.delivery.Rehearsal;
import org.bellcrank.keys.CertificateTerms;
import org.bellcrank.observation.SourceClocks;
import org.bellcrank.observation.SourceLife;
import org.bellcrank.observation.Traffic;
import org.bellcrank.pipeline.Pipeline;
import org.bellcrank.register.RegisterDesk;
import org.bellcrank.stream.StreamWatch;
import org.bellcrank.vision.Cameras;

/** What may come and go while lamps burn. Safe for any thread. */
final class Parts {

  final List<SourceLife> sources = new CopyOnWriteArrayList<>();
  final List<CertificateTerms> certificates = new CopyOnWriteArrayList<>();
  volatile Pipeline pipeline;
  volatile Rehearsal rehearsal;
  volatile DeliveryBook deliveries;
  volatile Connectors connectors;
  volatile Cameras cameras;
  volatile Traffic traffic;
  volatile SourceClocks clocks;
  volatile ClosureDesk closures;
  volatile RegisterDesk registers;
  volatile AssetReader assets;
  volatile StreamWatch streams;

  Optional<Rehearsal> rehearsal() {
    return Optional.ofNullable(rehearsal);
  }

  /** How deciding goes, in words; empty while all is well. */
  String deciding() {
    Pipeline there = pipeline;
    if (there == null) {
      return "the pipeline is not there";
    }
    return switch (there.deciding().state()) {
      case RUNNING -> "it runs";
      case WAITING -> "it waits: " + there.deciding().note();
      case FAILING -> "it fails: " + there.deciding().note();
      case STOPPED -> "it has stopped";
    };
  }
}
