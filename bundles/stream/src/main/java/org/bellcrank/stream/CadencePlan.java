package org.bellcrank.stream;

import java.util.List;

/**
 * What happens by the clock.
 *
 * @param rates how often something is found
 * @param services what is due by the calendar
 * @param routes which machine bad parts come from
 */
public record CadencePlan(
    List<RatePlan> rates, List<ServicePlan> services, List<RoutePlan> routes) {

  /** Nothing. */
  public static final CadencePlan NONE = new CadencePlan(List.of(), List.of(), List.of());

  /** Keeps unmodifiable copies. */
  public CadencePlan {
    rates = List.copyOf(rates);
    services = List.copyOf(services);
    routes = List.copyOf(routes);
  }
}
