package org.bellcrank.health;

import org.bellcrank.journal.Facts;

/** A report as the JSON object that every door of the gateway answers. */
public final class HealthFacts {

  private HealthFacts() {}

  /** Everything the report says; {@code state} and {@code causes} first. */
  public static Facts of(HealthReport report) {
    return Facts.with("state", report.state().word())
        .put("at", report.at())
        .put("causes", report.causes().stream().map(HealthFacts::cause).toList())
        .put("packages", report.packages().stream().map(HealthFacts::one).toList())
        .put("bundles", report.bundles().stream().map(HealthFacts::one).toList())
        .put("components", report.components().stream().map(HealthFacts::one).toList())
        .build();
  }

  /** The state and the causes alone, for a message that has to be short. */
  public static Facts brief(HealthReport report) {
    return Facts.with("state", report.state().word())
        .put("causes", report.causes().stream().map(HealthFacts::cause).toList())
        .build();
  }

  private static Facts cause(Cause cause) {
    return Facts.with("bundle", cause.bundle())
        .put("reason", cause.reason())
        .put("effects", cause.effects().stream().map(HealthFacts::effect).toList())
        .build();
  }

  private static Facts effect(Cause.Effect effect) {
    return Facts.with("depth", effect.depth()).put("text", effect.text()).build();
  }

  private static Facts one(PackageStatus dp) {
    return Facts.with("name", dp.name())
        .put("version", dp.version())
        .put("state", dp.state().word())
        .build();
  }

  private static Facts one(BundleStatus bundle) {
    return Facts.with("name", bundle.name())
        .put("version", bundle.version())
        .put("package", bundle.packageName())
        .put("state", bundle.state().name())
        .put("note", bundle.note())
        .build();
  }

  private static Facts one(ComponentStatus component) {
    return Facts.with("name", component.name())
        .put("instance", component.instance())
        .put("bundle", component.bundle())
        .put("state", component.state().name())
        .build();
  }
}
