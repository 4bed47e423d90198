package org.bellcrank.rule;

import java.util.Optional;

/**
 * A defect class and what it stands for.
 *
 * @param name as the model or source calls it
 * @param title for people
 * @param failureMode failure mode of the asset; causes are told apart by it
 * @param orderType type of its orders where the template names none: the upper-case name of an
 *     order type
 */
public record DefectClass(
    String name, String title, String failureMode, Optional<String> orderType) {}
