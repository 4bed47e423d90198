package org.bellcrank.console;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.bellcrank.asset.Browsable;
import org.bellcrank.delivery.ConnectionTest;
import org.bellcrank.delivery.DeliveryDesk;
import org.bellcrank.delivery.OrderPreview;
import org.bellcrank.observation.SourceLife;
import org.bellcrank.payload.PayloadBook;
import org.bellcrank.payload.Untaken;
import org.bellcrank.pipeline.OrderDesk;
import org.bellcrank.pipeline.ReviewDesk;
import org.bellcrank.site.DocumentDesk;
import org.bellcrank.vision.Detector;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/**
 * The services through which people decide; each may come and go while people look. Safe for any
 * thread.
 */
@Component(service = Desks.class)
public final class Desks {

  private final List<Detector> models = new CopyOnWriteArrayList<>();
  private final List<Browsable> browsables = new CopyOnWriteArrayList<>();
  private final List<SourceLife> sources = new CopyOnWriteArrayList<>();
  private volatile PayloadBook payloads;
  private volatile ReviewDesk reviews;
  private volatile OrderDesk orders;
  private volatile DeliveryDesk deliveries;
  private volatile DocumentDesk documents;
  private volatile OrderPreview previews;
  private volatile ConnectionTest connections;

  /** A service that is not there now; its message is for people. */
  static final class ClosedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private ClosedException(String what) {
      super(
          what + " does not run on this gateway now; System tells what does. Nothing was changed");
    }
  }

  /** Findings in review. */
  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  public synchronized void setReviews(ReviewDesk there) {
    reviews = there;
  }

  /** It went. */
  public synchronized void unsetReviews(ReviewDesk gone) {
    reviews = reviews == gone ? null : reviews;
  }

  /** Orders and their life. */
  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  public synchronized void setOrders(OrderDesk there) {
    orders = there;
  }

  /** It went. */
  public synchronized void unsetOrders(OrderDesk gone) {
    orders = orders == gone ? null : orders;
  }

  /** Rows on the workbench. */
  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  public synchronized void setDeliveries(DeliveryDesk there) {
    deliveries = there;
  }

  /** It went. */
  public synchronized void unsetDeliveries(DeliveryDesk gone) {
    deliveries = deliveries == gone ? null : deliveries;
  }

  /** Versions of the site documents. */
  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  public synchronized void setDocuments(DocumentDesk there) {
    documents = there;
  }

  /** It went. */
  public synchronized void unsetDocuments(DocumentDesk gone) {
    documents = documents == gone ? null : documents;
  }

  /** What orders would become in a CMMS. */
  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  public synchronized void setPreviews(OrderPreview there) {
    previews = there;
  }

  /** It went. */
  public synchronized void unsetPreviews(OrderPreview gone) {
    previews = previews == gone ? null : previews;
  }

  /** Tries of connections. */
  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  public synchronized void setConnections(ConnectionTest there) {
    connections = there;
  }

  /** It went. */
  public synchronized void unsetConnections(ConnectionTest gone) {
    connections = connections == gone ? null : connections;
  }

  /** A model that is loaded. */
  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  public void addModel(Detector there) {
    models.add(there);
  }

  /** It went. */
  public void removeModel(Detector gone) {
    models.remove(gone);
  }

  /** A device that can be looked through. */
  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  public void addBrowsable(Browsable there) {
    browsables.add(there);
  }

  /** It went. */
  public void removeBrowsable(Browsable gone) {
    browsables.remove(gone);
  }

  /** A source that tells how it is. */
  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  public void addSource(SourceLife there) {
    sources.add(there);
  }

  /** It went. */
  public void removeSource(SourceLife gone) {
    sources.remove(gone);
  }

  /** What sources ask for mappings, and where topics that none took are remembered. */
  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  public synchronized void setPayloads(PayloadBook there) {
    payloads = there;
  }

  /** It went. */
  public synchronized void unsetPayloads(PayloadBook gone) {
    payloads = payloads == gone ? null : payloads;
  }

  ReviewDesk reviews() {
    return there(reviews, "What decides findings");
  }

  OrderDesk orders() {
    return there(orders, "What moves orders");
  }

  DeliveryDesk deliveries() {
    return there(deliveries, "What delivers orders");
  }

  DocumentDesk documents() {
    return there(documents, "What keeps site documents");
  }

  boolean hasDocuments() {
    return documents != null;
  }

  OrderPreview previews() {
    return there(previews, "What shows orders before they are sent");
  }

  ConnectionTest connections() {
    return there(connections, "What delivers orders");
  }

  List<Detector> models() {
    return List.copyOf(models);
  }

  List<Browsable> browsables() {
    return List.copyOf(browsables);
  }

  List<SourceLife> sources() {
    return List.copyOf(sources);
  }

  List<Untaken> untaken(int limit) {
    PayloadBook there = payloads;
    return there == null ? List.of() : there.untaken(limit);
  }

  private static <T> T there(T desk, String what) {
    if (desk == null) {
      throw new ClosedException(what);
    }
    return desk;
  }
}
