package org.bellcrank.itests.chaos.halts;

import org.bellcrank.delivery.StepAnswer;
import org.bellcrank.delivery.StepCaller;
import org.bellcrank.delivery.StepRequest;

/** Calls with a boundary on either side. */
final class BoundaryCaller implements StepCaller {

  private final StepCaller caller;
  private final Watch watch;

  BoundaryCaller(StepCaller caller, Watch watch) {
    this.caller = caller;
    this.watch = watch;
  }

  @Override
  public StepAnswer call(StepRequest request) throws InterruptedException {
    String what = what(request);
    watch.pass(new Boundary(Boundary.Kind.BEFORE_CALL, what, 0));
    try {
      return caller.call(request);
    } finally {
      watch.pass(new Boundary(Boundary.Kind.AFTER_CALL, what, 0));
    }
  }

  private static String what(StepRequest request) {
    boolean file = request.path().contains("doclinks") || request.path().contains("attachments");
    String method = request.headers().getOrDefault("x-method-override", request.method());
    return "%s %s %s".formatted(request.instance().kind(), method, file ? "file" : "order");
  }
}
