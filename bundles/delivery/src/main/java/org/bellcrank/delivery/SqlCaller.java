package org.bellcrank.delivery;

/**
 * Runs a step's statements in one transaction of a database; a service of the technology that
 * reaches databases. Called from many threads; repeats nothing by itself.
 */
@FunctionalInterface
public interface SqlCaller {

  /**
   * Runs all statements and commits, or none of them is kept. Waits at most the two time-outs of
   * the request and a little more.
   *
   * @return {@link StepAnswer.Answered} with a status as HTTP has it: 200 with {@code results}, one
   *     for each statement, of which {@code rows} are objects by column (NULL is missing) and
   *     {@code changed} counts the rows changed; 400 for statements that cannot be run as they are
   *     written, 401 for a credential that is not accepted, 409 for a key that is there already,
   *     422 for what the database does not take, 503 where it is too busy, 500 for other failures;
   *     after all of these nothing is kept. {@link StepAnswer.NotSent} where there was no
   *     connection, or none any more before the commit: nothing is kept. {@link StepAnswer.Unknown}
   *     where the commit was not answered
   */
  StepAnswer call(SqlRequest request);
}
