package org.bellcrank.delivery;

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
}
