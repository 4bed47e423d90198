package org.bellcrank.health;

/**
 * What became of a package: the worst of its bundles and their components.
 *
 * @param version empty where the framework does not know it
 */
public record PackageStatus(String name, String version, HealthState state) {}
