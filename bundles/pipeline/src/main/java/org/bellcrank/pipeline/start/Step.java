package org.bellcrank.pipeline.start;

import java.util.List;
import java.util.function.Supplier;

/**
 * A stage before it is looked at.
 *
 * @param patient whether it is waited for without end; otherwise as long as the documents say
 * @param look asked only when all stages in {@code after} are up or missing
 */
record Step(
    String id,
    String title,
    boolean gates,
    boolean patient,
    List<String> after,
    Supplier<Look> look) {}
