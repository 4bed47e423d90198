package org.bellcrank.delivery.camel;

import java.util.List;
import java.util.Map;
import org.bellcrank.delivery.StepAnswer;
import org.bellcrank.delivery.Trouble;
import org.bellcrank.delivery.rfc.RfcDestination;
import org.bellcrank.delivery.rfc.RfcException;
import org.bellcrank.delivery.rfc.RfcResult;

/** What the end of a session means, by where it ended and why. */
final class RfcAnswers {

  private static final int DONE = 200;
  private static final int UNFIT = 400;
  private static final int UNKNOWN_USER = 401;
  private static final int NO_RIGHT = 403;
  private static final int REFUSED = 422;
  private static final int FAILED = 500;

  private RfcAnswers() {}

  static StepAnswer done(List<String> functions, List<RfcResult> results) {
    return answered(DONE, RfcText.answer(functions, results, ""));
  }

  /** A call before the commit was refused in the other side's own words: nothing is kept. */
  static StepAnswer refused(List<String> functions, List<RfcResult> results, String refusal) {
    return answered(REFUSED, RfcText.answer(functions, results, refusal));
  }

  /** A body that is no session. */
  static StepAnswer unfit(String words) {
    return told(UNFIT, "", new RfcText.Refused(words, "", ""));
  }

  /** There is no session, so nothing was called. */
  static StepAnswer unopened(RfcDestination destination, RfcException failed) {
    String words = "%s: %s".formatted(destination, failed.getMessage());
    return switch (failed.kind()) {
      case LOGON -> told(UNKNOWN_USER, "", new RfcText.Refused(words, failed.key(), ""));
      case BUSY -> new StepAnswer.NotSent(words, Trouble.BUSY);
      case UNREACHABLE, BROKEN -> new StepAnswer.NotSent(words, Trouble.UNREACHABLE);
      default -> new StepAnswer.NotSent(words, Trouble.OTHER);
    };
  }

  static StepAnswer late(RfcDestination destination) {
    return new StepAnswer.NotSent(
        destination + " came too late, nothing was called", Trouble.SILENT);
  }

  static StepAnswer withoutLibrary(RfcDestination destination, LinkageError missing) {
    return new StepAnswer.NotSent(
        "%s: the bundle that calls function modules lacks SAP's library: %s"
            .formatted(destination, missing),
        Trouble.GATEWAY);
  }

  /** The first call did not begin, where that is what happened; nothing was called before it. */
  static StepAnswer failedAtFirst(
      RfcDestination destination, String function, RfcException failed) {
    return switch (failed.kind()) {
      case UNREACHABLE, BUSY, LOGON -> unopened(destination, failed);
      // No 404: that would say of an order that it is not there.
      case NO_FUNCTION ->
          new StepAnswer.NotSent(
              "%s, %s: %s".formatted(destination, function, failed.getMessage()), Trouble.PATH);
      default -> failed(destination, function, failed);
    };
  }

  /** Whatever was called before may have been kept, unless the reason forbids it. */
  static StepAnswer failed(RfcDestination destination, String function, RfcException failed) {
    String words = "%s: %s".formatted(function, failed.getMessage());
    RfcText.Refused told = new RfcText.Refused(words, failed.key(), "");
    return switch (failed.kind()) {
      case RIGHTS -> told(NO_RIGHT, function, told);
      case INTERFACE -> told(UNFIT, function, told);
      case ABAP, DUMP, NO_FUNCTION -> told(FAILED, function, told);
      default -> new StepAnswer.Unknown("%s, %s".formatted(destination, words));
    };
  }

  /** The commit said that it did not: what that left, nobody knows. */
  static StepAnswer uncommitted(RfcDestination destination, RfcText.Refused refused) {
    return new StepAnswer.Unknown(
        "%s did not confirm the commit: %s".formatted(destination, refused.words()));
  }

  private static StepAnswer told(int status, String function, RfcText.Refused refused) {
    return answered(
        status, RfcText.answer(List.of(), List.of(), RfcText.refusal(1, function, refused)));
  }

  private static StepAnswer answered(int status, byte[] body) {
    return new StepAnswer.Answered(status, Map.of("content-type", "text/xml; charset=utf-8"), body);
  }
}
