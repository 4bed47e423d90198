package org.bellcrank.pipeline.start;

/** Whether deciding may work; a service, answers at once from any thread. */
public interface StartGate {

  /** For tests and tools that hold everything ready before they begin. */
  StartGate OPEN = () -> "";

  /** What the start still waits for, in one line; empty when deciding may work. */
  String waitsFor();
}
