package org.bellcrank.rule;

/**
 * A defect class and what it stands for.
 *
 * @param name as the model or source calls it
 * @param title for people
 * @param failureMode failure mode of the asset; causes are told apart by it
 */
public record DefectClass(String name, String title, String failureMode) {}
