package org.bellcrank.delivery.connector;

import java.util.Optional;
import org.bellcrank.document.Problem;

/** Holds the address of a system's metadata against the folder's routes. */
final class MetadataCheck {

  private final Connector connector;
  private final Problems problems;

  MetadataCheck(Connector connector, Problems problems) {
    this.connector = connector;
    this.problems = problems;
  }

  void run() {
    Optional<MetadataPlace> place = connector.facts().metadata();
    if (place.isEmpty() || place.get().call().isEmpty()) {
      return;
    }
    MetadataPlace.Call call = place.get().call().get();
    ServedRoutes served = ServedRoutes.of(connector, new Problems());
    if (!served.has(call.route())) {
      add(place.get(), "route", served.address(call.route()), served.all(), ServedRoutes.NONE);
    }
    boolean columns = place.get().kind() == MetadataPlace.Kind.COLUMNS;
    if (columns != call.path().toString().isEmpty()) {
      add(
          place.get(),
          "path",
          columns ? call.path().toString() : "no path",
          columns ? "none with kind columns" : "the path of the metadata at an instance",
          "where metadata is fetched");
    }
  }

  private void add(MetadataPlace place, String key, String given, String allowed, String message) {
    problems.add(new Problem(place.where(), "/metadata/" + key, given, allowed, message));
  }
}
