package org.bellcrank.delivery.camel;

import static java.util.stream.Collectors.toSet;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.Route;
import org.apache.camel.StartupSummaryLevel;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.direct.DirectComponent;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.errorhandler.NoErrorHandlerDefinition;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.bellcrank.delivery.SqlCaller;
import org.bellcrank.delivery.StepAnswer;
import org.bellcrank.delivery.rfc.RfcDestination;

/**
 * The one Camel context with the routes of all connectors. Routes of a connector are exchanged as a
 * whole; a set that does not start in a context of its own never comes near the running one.
 */
final class RouteHouse implements AutoCloseable {

  private static final long SWAP_WAIT_MILLIS = 3000;
  private static final int STOP_SECONDS = 5;
  private static final int MOST_CONNECTIONS = 256;
  private static final String OWN_ID = "bellcrank-http";

  /** The ways out, by the id of their route. */
  private static final Map<String, String> WAYS_OUT =
      Map.of(
          OWN_ID,
          "direct://bellcrank/http",
          SqlRoute.OWN_ID,
          SqlRoute.WAY_OUT,
          FileRoute.OWN_ID,
          FileRoute.WAY_OUT,
          RfcRoute.OWN_ID,
          RfcRoute.WAY_OUT);

  private final Supplier<Optional<SqlCaller>> databases;
  private final Function<FileRequest, StepAnswer> folders;
  private final BiFunction<RfcDestination, byte[], StepAnswer> functions;
  private final int mostBytes;
  private final DefaultCamelContext context;
  private final Map<String, Set<String>> routes = new LinkedHashMap<>();

  /**
   * Starts an empty context; takes a second or two.
   *
   * @param databases what reaches them; empty while nothing does
   * @param folders what reaches folders
   * @param functions what calls function modules
   */
  RouteHouse(
      Supplier<Optional<SqlCaller>> databases,
      Function<FileRequest, StepAnswer> folders,
      BiFunction<RfcDestination, byte[], StepAnswer> functions) {
    this(databases, folders, functions, WholeAnswer.MOST);
  }

  /** With nothing that calls function modules. */
  RouteHouse(Supplier<Optional<SqlCaller>> databases, Function<FileRequest, StepAnswer> folders) {
    this(databases, folders, RouteHouse::uncalled);
  }

  private static StepAnswer uncalled(RfcDestination destination, byte[] body) {
    return new StepAnswer.NotSent(destination + ": nothing here calls function modules");
  }

  /** With nothing that reaches folders. */
  RouteHouse(Supplier<Optional<SqlCaller>> databases) {
    this(databases, WholeAnswer.MOST);
  }

  /**
   * As above.
   *
   * @param mostBytes of an answer that are read
   */
  RouteHouse(Supplier<Optional<SqlCaller>> databases, int mostBytes) {
    this(
        databases,
        request -> new StepAnswer.NotSent(request + ": nothing here reaches folders"),
        RouteHouse::uncalled,
        mostBytes);
  }

  private RouteHouse(
      Supplier<Optional<SqlCaller>> databases,
      Function<FileRequest, StepAnswer> folders,
      BiFunction<RfcDestination, byte[], StepAnswer> functions,
      int mostBytes) {
    this.databases = databases;
    this.folders = folders;
    this.functions = functions;
    this.mostBytes = mostBytes;
    context = context("bellcrank");
  }

  /** The running context, for sending. */
  CamelContext context() {
    return context;
  }

  /**
   * Puts a connector's routes in place of those it has.
   *
   * @param files text by file name
   * @throws RefusedRoutesException when they do not start; those before keep running
   * @throws TakenNameException when another connector has what they ask for; as above
   */
  synchronized void replace(String kind, Map<String, String> files) {
    try (DefaultCamelContext trial = context("trial-" + kind)) {
      load(trial, files);
      free(kind, trial);
    } catch (TakenNameException taken) {
      throw taken;
    } catch (Exception broken) { // Camel declares Exception; whatever it is, the set is refused.
      throw new RefusedRoutesException(reason(broken), broken);
    }
    withLoader(
        () -> {
          remove(kind);
          Set<String> before = ids();
          load(context, files);
          Set<String> added = ids();
          added.removeAll(before);
          routes.put(kind, added);
        });
  }

  /** Camel gives a name that is asked for twice to the later route and ends the earlier. */
  private void free(String kind, DefaultCamelContext trial) {
    WAYS_OUT.forEach(
        (id, endpoint) -> {
          if (!endpoint.equals(endpoint(trial.getRoute(id)))) {
            throw new TakenNameException("route id " + id, "");
          }
        });
    for (Route route : trial.getRoutes()) {
      if (WAYS_OUT.containsKey(route.getRouteId())) {
        continue;
      }
      // A name that Camel made up is made up anew in the running context, where it is free.
      boolean named = route.isCustomId();
      routes.forEach(
          (other, ids) -> {
            if (!other.equals(kind) && named && ids.contains(route.getRouteId())) {
              throw new TakenNameException("route id " + route.getRouteId(), other);
            }
            if (!other.equals(kind) && endpoints(ids).contains(endpoint(route))) {
              throw new TakenNameException("endpoint " + endpoint(route), other);
            }
          });
    }
  }

  private Set<String> endpoints(Set<String> ids) {
    return ids.stream().map(context::getRoute).map(RouteHouse::endpoint).collect(toSet());
  }

  private static String endpoint(Route route) {
    return route == null ? "" : route.getEndpoint().getEndpointUri();
  }

  /** Takes a connector's routes away; calls under way end first. */
  synchronized void remove(String kind) {
    withLoader(
        () -> {
          for (String id : routes.getOrDefault(kind, Set.of())) {
            context.getRouteController().stopRoute(id);
            context.removeRoute(id);
          }
          routes.remove(kind);
        });
  }

  @Override
  public void close() {
    withLoader(context::close);
  }

  private static void load(DefaultCamelContext into, Map<String, String> files) throws Exception {
    List<Resource> resources = new ArrayList<>();
    files.forEach((name, text) -> resources.add(ResourceHelper.fromString(yaml(name), text)));
    PluginHelper.getRoutesLoader(into).loadRoutes(resources);
  }

  /** Camel chooses the reader by the end of the name. */
  private static String yaml(String name) {
    String file = name.substring(name.replace('\\', '/').lastIndexOf('/') + 1);
    return file.endsWith(".camel.yaml") ? file : file + ".camel.yaml";
  }

  private Set<String> ids() {
    Set<String> ids = new LinkedHashSet<>();
    for (Route route : context.getRoutes()) {
      ids.add(route.getRouteId());
    }
    return ids;
  }

  private DefaultCamelContext context(String name) {
    ClassLoader loader = DefaultCamelContext.class.getClassLoader();
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(loader);
    DefaultCamelContext made = new DefaultCamelContext(false);
    try {
      made.setApplicationContextClassLoader(loader);
      made.getCamelContextExtension().setName(name);
      made.disableJMX();
      // The shelf tells what runs, in one line each.
      made.setStartupSummaryLevel(StartupSummaryLevel.Off);
      made.setStreamCaching(false);
      made.setLoadTypeConverters(false);
      made.getShutdownStrategy().setTimeout(STOP_SECONDS);
      // A route that sends again by itself would make the same order twice.
      made.getCamelContextExtension().setErrorHandlerFactory(new NoErrorHandlerDefinition());
      made.build();
      http(made);
      made.getComponent("direct", DirectComponent.class).setTimeout(SWAP_WAIT_MILLIS);
      made.addRoutes(new HttpRoute(mostBytes));
      made.addRoutes(new SqlRoute(databases));
      made.addRoutes(new FileRoute(folders));
      made.addRoutes(new RfcRoute(functions));
      made.start();
      return made;
    } catch (Exception broken) { // Camel declares Exception on adding routes and on the start.
      made.stop();
      throw new IllegalStateException("Camel does not start: " + reason(broken), broken);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  /** The HTTP client repeats a POST on 429 and 503 by itself unless it is told not to. */
  private static void http(DefaultCamelContext into) {
    for (String scheme : List.of("http", "https")) {
      HttpComponent http = into.getComponent(scheme, HttpComponent.class);
      http.setAutomaticRetriesDisabled(true);
      http.setFollowRedirects(false);
      http.setMaxTotalConnections(MOST_CONNECTIONS);
      http.setConnectionsPerRoute(MOST_CONNECTIONS);
    }
  }

  /** The one way out: no repeats, no cookies, the time-outs of the call, nothing of ours leaks. */
  private static final class HttpRoute extends RouteBuilder {

    private final int mostBytes;

    private HttpRoute(int mostBytes) {
      this.mostBytes = mostBytes;
    }

    @Override
    public void configure() {
      String options =
          "?throwExceptionOnFailure=false&copyHeaders=false&disableStreamCache=true"
              + "&connectTimeout=${exchangeProperty.bellcrankConnectMillis}"
              // The client greets in TLS under this time, by itself three minutes; no answer is
              // read
              // under it.
              + "&soTimeout=${exchangeProperty.bellcrankConnectMillis}"
              + "&responseTimeout=${exchangeProperty.bellcrankAnswerMillis}";
      from("direct:bellcrank/http")
          .routeId(OWN_ID)
          .toD(
              "${exchangeProperty.bellcrankScheme}://bellcrank"
                  + options
                  + "${exchangeProperty.bellcrankKeys}")
          .process(new WholeAnswer(mostBytes));
    }
  }

  private static String reason(Throwable broken) {
    Throwable last = broken;
    while (last.getCause() != null
        && (last instanceof CamelExecutionException
            || last instanceof FailedToCreateRouteException
            || last.getMessage() == null)) {
      last = last.getCause();
    }
    String first = String.valueOf(broken.getMessage()).lines().findFirst().orElse("");
    String words = String.valueOf(last.getMessage()).lines().findFirst().orElse("");
    return last == broken || first.contains(words) ? first : first + "; " + words;
  }

  private void withLoader(Step step) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(context.getApplicationContextClassLoader());
    try {
      step.run();
    } catch (RuntimeException broken) {
      throw broken;
    } catch (Exception broken) { // Camel declares Exception here.
      throw new RefusedRoutesException(reason(broken), broken);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private interface Step {
    void run() throws Exception;
  }

  /** Routes that Camel does not take. */
  static final class RefusedRoutesException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RefusedRoutesException(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
