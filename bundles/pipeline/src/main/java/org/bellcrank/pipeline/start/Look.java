package org.bellcrank.pipeline.start;

/**
 * What a look at a stage found.
 *
 * @param state {@link Stage.State#WAITING} may become missing when its time is over
 */
record Look(Stage.State state, String words, String advice) {

  static Look up(String words) {
    return new Look(Stage.State.UP, words, "");
  }

  static Look waits(String words, String advice) {
    return new Look(Stage.State.WAITING, words, advice);
  }

  static Look missing(String words, String advice) {
    return new Look(Stage.State.MISSING, words, advice);
  }
}
