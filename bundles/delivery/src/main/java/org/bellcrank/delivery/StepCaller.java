package org.bellcrank.delivery;

import java.util.Optional;

/**
 * Calls a connector's route; a service of the technology that runs the routes. Called from many
 * threads; repeats nothing by itself.
 */
@FunctionalInterface
public interface StepCaller {

  /**
   * Sends and waits for the answer, at most the two time-outs of the request and a little more.
   *
   * @throws InterruptedException when the gateway ends; the step counts as {@link
   *     StepAnswer.Unknown}
   */
  StepAnswer call(StepRequest request) throws InterruptedException;

  /**
   * Makes sure that an instance has the session which its connector asks for: begins one where
   * there is none that lasts.
   *
   * @return why there is none; empty where there is one, or none is asked for
   */
  default Optional<StepAnswer> signIn(ConnectorInstance instance) throws InterruptedException {
    return Optional.empty();
  }
}
