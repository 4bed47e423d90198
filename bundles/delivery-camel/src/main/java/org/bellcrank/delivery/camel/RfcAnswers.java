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
    return told(UNFIT, new RfcText.Refused(words, "", ""));
  }

  /** There is no session, so nothing was called. */
  static StepAnswer unopened(RfcDestination destination, RfcException failed) {
    String words = "%s: %s".formatted(destination, failed.getMessage());
    return switch (failed.kind()) {
      case LOGON -> told(UNKNOWN_USER, new RfcText.Refused(words, failed.key(), ""));
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

  /** Nobody waited any more, and the commit was not called. */
  static StepAnswer left(RfcDestination destination, List<String> functions) {
    return new StepAnswer.Unknown(
        "%s was left behind %s, without a commit".formatted(destination, functions));
  }

  /** The commit did not say that it did: what that left, nobody knows. */
  static StepAnswer uncommitted(RfcDestination destination, String words) {
    return new StepAnswer.Unknown(
        "%s did not confirm the commit: %s".formatted(destination, words));
  }

  /**
   * A call that has no result.
   *
   * @param functions names of the calls before it, which were answered
   * @param results of those
   */
  record Failure(
      RfcDestination destination,
      String function,
      List<String> functions,
      List<RfcResult> results,
      RfcException why) {

    /**
     * Whatever was called before may have been kept, unless the reason or the lack of a commit
     * forbids it.
     *
     * @param isFirst whether nothing was called before
     * @param commits whether the session has a commit, so that no other call of it keeps anything
     * @param isCommit whether this is it
     */
    StepAnswer answer(boolean isFirst, boolean commits, boolean isCommit) {
      String words = "%s: %s".formatted(function, why.getMessage());
      return switch (why.kind()) {
        case UNREACHABLE, BUSY, LOGON ->
            isFirst ? unopened(destination, why) : unknown(destination, words);
        // No 404: that would say of an order that it is not there.
        case NO_FUNCTION ->
            isFirst || commits
                ? new StepAnswer.NotSent("%s, %s".formatted(destination, words), Trouble.PATH)
                : told(FAILED, words);
        case RIGHTS -> told(NO_RIGHT, words);
        case INTERFACE -> told(UNFIT, words);
        // The work process may end while it waits for the update, which goes on without it.
        case ABAP, DUMP -> isCommit ? uncommitted(destination, words) : told(FAILED, words);
        default -> unknown(destination, words);
      };
    }

    private StepAnswer told(int status, String words) {
      RfcText.Refused refused = new RfcText.Refused(words, why.key(), "");
      String refusal = RfcText.refusal(results.size() + 1, function, refused);
      return answered(status, RfcText.answer(functions, results, refusal));
    }
  }

  private static StepAnswer unknown(RfcDestination destination, String words) {
    return new StepAnswer.Unknown("%s, %s".formatted(destination, words));
  }

  private static StepAnswer told(int status, RfcText.Refused refused) {
    return answered(status, RfcText.answer(List.of(), List.of(), RfcText.refusal(1, "", refused)));
  }

  private static StepAnswer answered(int status, byte[] body) {
    return new StepAnswer.Answered(status, Map.of("content-type", "text/xml; charset=utf-8"), body);
  }
}
