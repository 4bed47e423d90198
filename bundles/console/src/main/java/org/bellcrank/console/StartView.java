package org.bellcrank.console;

import java.util.List;
import java.util.Optional;
import org.bellcrank.journal.Facts;
import org.bellcrank.pipeline.start.StartSequence;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** What can be seen of a gateway before its store is open: how its start goes. */
@Component(service = StartView.class)
public final class StartView {

  /** The path of its route. */
  public static final String PATH = "/api/start";

  private volatile StartSequence sequence;

  /** The start, which may come and go while people look. */
  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  public synchronized void setSequence(StartSequence there) {
    sequence = there;
  }

  /** It went; how the start goes is not known. */
  public synchronized void unsetSequence(StartSequence gone) {
    sequence = sequence == gone ? null : sequence;
  }

  /** The one route that needs nothing else. */
  public Route route() {
    return Path.get(PATH, request -> new Answer.Json(facts(Optional.ofNullable(sequence))));
  }

  static Facts facts(Optional<StartSequence> there) {
    return there
        .map(each -> each.start().facts())
        .orElseGet(
            () ->
                Facts.with("state", "UNKNOWN")
                    .put("waitsFor", "nothing on this gateway tells how it starts")
                    .put("stages", List.of())
                    .build());
  }
}
