package org.bellcrank.console;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bellcrank.canary.Lamp;
import org.bellcrank.canary.Lamps;
import org.bellcrank.closure.ClosureDesk;
import org.bellcrank.closure.WebHooks;
import org.bellcrank.delivery.Connectors;
import org.bellcrank.delivery.DeliveryBook;
import org.bellcrank.delivery.PictureLinks;
import org.bellcrank.evidence.EvidenceStore;
import org.bellcrank.health.GatewayHealth;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.Store;
import org.bellcrank.pipeline.Deciding;
import org.bellcrank.pipeline.Pipeline;
import org.bellcrank.pipeline.start.StartSequence;
import org.bellcrank.register.RegisterDesk;
import org.bellcrank.site.ActiveSite;
import org.bellcrank.stream.StreamWatch;
import org.bellcrank.vision.Cameras;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** Everything that people may see, as routes; the rim bundles serve them. */
@Component(service = Console.class)
public final class Console {

  private final List<Route> routes;
  private volatile Pipeline pipeline;
  private volatile Connectors connectors;
  private volatile GatewayHealth health;
  private volatile Lamps lamps;
  private volatile StartSequence start;
  private volatile ClosureDesk closures;
  private volatile RegisterDesk registers;
  private volatile WebHooks hooks;
  private volatile PictureLinks links;
  private volatile StreamWatch streams;

  /**
   * Puts the routes together.
   *
   * @param cameras null on a gateway without cameras
   */
  @Activate
  public Console(
      @Reference Store store,
      @Reference EvidenceStore evidence,
      @Reference ActiveSite documents,
      @Reference DeliveryBook deliveries,
      @Reference(
              cardinality = ReferenceCardinality.OPTIONAL,
              policyOption = ReferencePolicyOption.GREEDY)
          Cameras cameras,
      @Reference Desks desks,
      @Reference Clock clock) {
    Instant startedAt = clock.instant();
    BalanceRoutes balance = new BalanceRoutes(store);
    List<Route> all = new ArrayList<>();
    all.addAll(FindingRoutes.of(store));
    all.addAll(OrderRoutes.of(store, deliveries, this::closures));
    all.add(EvidenceRoute.of(store, evidence));
    Cameras known = cameras == null ? List::of : cameras;
    all.addAll(
        new SystemRoutes(
                store,
                documents,
                deliveries,
                known,
                this::deciding,
                this::lamps,
                this::start,
                startedAt,
                balance)
            .all());
    all.addAll(balance.all());
    all.addAll(new ReviewRoutes(store, documents, desks).all());
    all.addAll(new LifeRoutes(store, deliveries, desks).all());
    all.addAll(new WorkbenchRoutes(store, desks).all());
    all.addAll(new VersionRoutes(store, documents, desks).all());
    all.addAll(
        new ConnectorRoutes(
                store, deliveries, () -> Optional.ofNullable(connectors), this::closures)
            .all());
    all.addAll(new CatalogueRoutes(deliveries, () -> Optional.ofNullable(connectors)).all());
    all.add(TransportRoutes.of(documents, () -> Optional.ofNullable(connectors)));
    all.addAll(
        new RegisterRoutes(store, clock, documents, () -> Optional.ofNullable(registers)).all());
    all.addAll(new PointRoutes(store, clock, documents, () -> Optional.ofNullable(streams)).all());
    all.addAll(new LimitRoutes(store, clock, documents, desks).all());
    all.addAll(new AssetRoutes(store, clock, documents).all());
    all.add(SourceRoutes.of(known, desks, clock));
    all.add(WarningRoutes.of(store, clock));
    all.addAll(new HeardRoutes(store, documents, desks, () -> Optional.ofNullable(streams)).all());
    all.addAll(new BrowseRoutes(store, documents, desks, clock).all());
    all.addAll(new PreviewRoutes(store, deliveries, desks).all());
    all.addAll(new ConnectionRoutes(desks).all());
    all.addAll(new HealthRoutes(() -> Optional.ofNullable(health), documents).all());
    all.add(new HookRoute(() -> Optional.ofNullable(hooks)));
    all.add(new PictureRoute(store, evidence, () -> Optional.ofNullable(links)));
    routes = List.copyOf(all);
  }

  /** What decides, which may come and go while people look. */
  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  public synchronized void setPipeline(Pipeline there) {
    pipeline = there;
  }

  /** It went; what is accepted waits for the next. */
  public synchronized void unsetPipeline(Pipeline gone) {
    pipeline = pipeline == gone ? null : pipeline;
  }

  /** What loads the connectors' folders, which may come and go while people look. */
  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  public synchronized void setConnectors(Connectors there) {
    connectors = there;
  }

  /** They went; orders wait for the next. */
  public synchronized void unsetConnectors(Connectors gone) {
    connectors = connectors == gone ? null : connectors;
  }

  /** What looks at the framework, which may come and go while people look. */
  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  public synchronized void setHealth(GatewayHealth there) {
    health = there;
  }

  /** It went; how the gateway is, is not known. */
  public synchronized void unsetHealth(GatewayHealth gone) {
    health = health == gone ? null : health;
  }

  /** What proves that the gateway works, which may come and go while people look. */
  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  public synchronized void setLamps(Lamps there) {
    lamps = there;
  }

  /** It went; nothing is proven. */
  public synchronized void unsetLamps(Lamps gone) {
    lamps = lamps == gone ? null : lamps;
  }

  /** How the gateway starts, which may come and go while people look. */
  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  public synchronized void setStart(StartSequence there) {
    start = there;
  }

  /** It went; how the start goes is not known. */
  public synchronized void unsetStart(StartSequence gone) {
    start = start == gone ? null : start;
  }

  /** What reads what became of orders, which may come and go while people look. */
  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  public synchronized void setClosures(ClosureDesk there) {
    closures = there;
  }

  /** It went; how orders stand in their CMMS is not known. */
  public synchronized void unsetClosures(ClosureDesk gone) {
    closures = closures == gone ? null : closures;
  }

  /** What reads registers of assets, which may come and go while people look. */
  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  public synchronized void setRegisters(RegisterDesk there) {
    registers = there;
  }

  /** It went; what was read stands in the store and is not shown. */
  public synchronized void unsetRegisters(RegisterDesk gone) {
    registers = registers == gone ? null : registers;
  }

  /** What hears the calls of CMMS, which may come and go while they call. */
  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  public synchronized void setWebHooks(WebHooks there) {
    hooks = there;
  }

  /** It went; what is not heard is read at the usual pace. */
  public synchronized void unsetWebHooks(WebHooks gone) {
    hooks = hooks == gone ? null : hooks;
  }

  /** What proves links to pictures, which may come and go while people look. */
  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  public synchronized void setPictureLinks(PictureLinks there) {
    links = there;
  }

  /** It went; links show nothing until the next. */
  public synchronized void unsetPictureLinks(PictureLinks gone) {
    links = links == gone ? null : links;
  }

  /** What takes samples of points, which may come and go while people look. */
  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  public synchronized void setStreams(StreamWatch there) {
    streams = there;
  }

  /** It went; what was recorded is shown, and no values of now. */
  public synchronized void unsetStreams(StreamWatch gone) {
    streams = streams == gone ? null : streams;
  }

  private Optional<ClosureDesk> closures() {
    return Optional.ofNullable(closures);
  }

  private Facts start() {
    return StartView.facts(Optional.ofNullable(start));
  }

  /** The lamps; none while nobody keeps them. */
  private List<Lamp> lamps() {
    Lamps there = lamps;
    return there == null ? List.of() : there.all();
  }

  private Optional<Deciding> deciding() {
    return Optional.ofNullable(pipeline).map(Pipeline::deciding);
  }

  private Console(List<Route> routes) {
    this.routes = List.copyOf(routes);
  }

  /** A console of these routes alone. */
  public static Console of(List<Route> routes) {
    return new Console(routes);
  }

  /**
   * What a route without variable parts answers to a plain GET, for doors that serve a few of them.
   *
   * @return a JSON object; empty where there is no such route or it answers no JSON
   */
  public Optional<String> json(String path) {
    return routes.stream()
        .filter(route -> route.method().equals("GET") && route.path().equals(path))
        .findFirst()
        .map(route -> route.answer(new Request(Map.of(), Map.of(), new byte[0])))
        .filter(Answer.Json.class::isInstance)
        .map(answer -> ((Answer.Json) answer).facts().json());
  }

  /** The routes, in the order in which they are tried. */
  public List<Route> routes() {
    return routes;
  }
}
