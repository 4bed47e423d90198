package org.bellcrank.rule;

/** How bad a finding is, from least to most. */
public enum Severity {
  MINOR,
  MODERATE,
  MAJOR,
  CRITICAL
}
