package org.bellcrank.itests.doubles;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * One connection: what its functions keep for the commit is its own, and goes with it. Parameters
 * and results are texts, maps of texts and lists of such maps, in ABAP's forms; bytes are an array.
 */
public final class EccRfcConnection {

  private final EccRfcFunctions functions;
  private final Faults faults;
  private final EccRfcMemory memory = new EccRfcMemory();

  /** What is to happen to the work that began, once it is committed. */
  private Optional<Fault> pending = Optional.empty();

  private final Runnable ends;
  private boolean broken;
  private boolean ended;

  EccRfcConnection(EccRfcFunctions functions, Faults faults, Runnable ends) {
    this.functions = functions;
    this.faults = faults;
    this.ends = ends;
  }

  /**
   * Calls a function.
   *
   * @throws EccRfcFailure where it does not answer
   */
  public Map<String, Object> execute(String function, Map<String, Object> parameters)
      throws EccRfcFailure {
    if (broken) {
      throw broken("the connection is closed");
    }
    Optional<Operation> operation = EccRfcFunctions.operation(function);
    pause(operation.isPresent() ? faults.latency() : Duration.ZERO);
    Optional<Fault> fault = operation.flatMap(faults::strike);
    if (fault.isPresent()) {
      before(fault.get(), function);
      pending = fault.filter(struck -> isAfter(struck.kind()));
    }
    boolean ends = functions.keepsAtOnce(function);
    boolean kept = !(ends && silent());
    Map<String, Object> result = functions.call(function, parameters, memory, kept);
    if (ends && pending.isPresent()) {
      Fault struck = pending.get();
      pending = Optional.empty();
      after(struck);
    }
    return result;
  }

  /** Ends it; what was committed without waiting is kept now, what was not committed never. */
  public void disconnect() {
    functions.end(memory);
    broken = true;
    if (!ended) {
      ended = true;
      ends.run();
    }
  }

  private boolean silent() {
    return pending.filter(struck -> struck.kind() == FaultKind.SILENT_200).isPresent();
  }

  private static boolean isAfter(FaultKind kind) {
    return switch (kind) {
      case SILENT_200, TIMEOUT_AFTER_COMMIT, SERVER_ERROR_AFTER_COMMIT, HANG_AFTER_COMMIT -> true;
      default -> false;
    };
  }

  private void before(Fault fault, String function) throws EccRfcFailure {
    switch (fault.kind()) {
      case CLOSED_BEFORE_PROCESSING -> throw broken("connection to partner broken");
      case UNAVAILABLE, MAINTENANCE ->
          throw new EccRfcFailure(
              EccRfcFailure.Group.RESOURCE, "", "no free work process for the request");
      case SERVER_ERROR -> throw dump("TIME_OUT");
      case FORBIDDEN ->
          throw new EccRfcFailure(
              EccRfcFailure.Group.SYSTEM_FAILURE,
              "RFC_NO_AUTHORITY",
              "No RFC authorization for function module " + function);
      case HANG -> pause(fault.pause());
      default -> {}
    }
  }

  private void after(Fault fault) throws EccRfcFailure {
    switch (fault.kind()) {
      case TIMEOUT_AFTER_COMMIT -> throw broken("connection to partner broken");
      case SERVER_ERROR_AFTER_COMMIT -> throw dump("RABAX_STATE");
      case HANG_AFTER_COMMIT -> pause(fault.pause());
      default -> {}
    }
  }

  private EccRfcFailure broken(String words) {
    functions.end(memory);
    broken = true;
    return new EccRfcFailure(EccRfcFailure.Group.COMMUNICATION, "", words);
  }

  /** What was kept for the commit is gone with it. */
  private EccRfcFailure dump(String key) {
    memory.forget();
    return new EccRfcFailure(
        EccRfcFailure.Group.SYSTEM_FAILURE, key, "The function ended with the dump " + key);
  }

  /** As in SAP's library, nobody who waits for an answer is woken by an interrupt. */
  private static void pause(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    boolean interrupted = false;
    for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
      try {
        Thread.sleep(left / 1_000_000, (int) (left % 1_000_000));
      } catch (InterruptedException unheard) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
