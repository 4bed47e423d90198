package org.bellcrank.delivery.camel;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import org.bellcrank.delivery.StepAnswer;

/** Takes secrets out of what came back: a CMMS may repeat a token or a key in its words. */
final class Redaction {

  static final String INSTEAD = "***";

  /** Shorter ones would be found in words that mean something else. */
  private static final int SHORTEST = 6;

  private static final int LONGEST_BODY = 1 << 16;

  private Redaction() {}

  static String of(String text, Collection<String> secrets) {
    String result = text;
    for (String secret : secrets) {
      if (secret.length() >= SHORTEST) {
        result = result.replace(secret, INSTEAD);
      }
    }
    return result;
  }

  /** The same answer without the secrets, as far as words of it can reach the journal. */
  static StepAnswer of(StepAnswer answer, Collection<String> secrets) {
    if (secrets.isEmpty()) {
      return answer;
    }
    if (answer instanceof StepAnswer.Unknown unknown) {
      return new StepAnswer.Unknown(of(unknown.words(), secrets), unknown.mayStill());
    }
    if (answer instanceof StepAnswer.NotSent notSent) {
      return new StepAnswer.NotSent(of(notSent.words(), secrets), notSent.trouble());
    }
    if (!(answer instanceof StepAnswer.Answered answered)
        || answered.body().length > LONGEST_BODY) {
      return answer;
    }
    String body = new String(answered.body(), StandardCharsets.UTF_8);
    String cleaned = of(body, secrets);
    return cleaned.equals(body)
        ? answer
        : new StepAnswer.Answered(
            answered.status(), answered.headers(), cleaned.getBytes(StandardCharsets.UTF_8));
  }
}
