package org.bellcrank.asset;

import java.util.Map;
import java.util.Optional;

/**
 * A node of the equipment hierarchy (ISA-95, ISO 14224).
 *
 * @param id unique in the site documents
 * @param name for people
 * @param level word of the level, for example {@code site}, {@code line}, {@code machine}, {@code
 *     component}; {@code site} marks the top
 * @param parent id of the asset above; empty for a site
 * @param criticality how much hangs on it; taken from the nearest asset above that says it
 * @param foreignIds its key in each CMMS, by connector instance id
 * @param location functional location in the CMMS
 * @param costCentre cost centre in the CMMS
 * @param attributes what is known of it by name; {@code serial}, {@code tag}, {@code manufacturer},
 *     {@code model} and {@code installedOn} (yyyy-MM-dd) are held against registers of CMMS
 */
public record Asset(
    String id,
    String name,
    String level,
    Optional<String> parent,
    Optional<Criticality> criticality,
    Map<String, String> foreignIds,
    Optional<String> location,
    Optional<String> costCentre,
    Map<String, String> attributes) {

  /** The level at the top of every hierarchy. */
  public static final String SITE = "site";

  /** Keeps unmodifiable copies. */
  public Asset {
    foreignIds = Map.copyOf(foreignIds);
    attributes = Map.copyOf(attributes);
  }

  /** The same asset, on which as much hangs as this. */
  Asset standing(Criticality taken) {
    return new Asset(
        id, name, level, parent, Optional.of(taken), foreignIds, location, costCentre, attributes);
  }
}
