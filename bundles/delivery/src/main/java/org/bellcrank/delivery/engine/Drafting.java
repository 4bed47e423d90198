package org.bellcrank.delivery.engine;

import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.bellcrank.delivery.ConnectorInstance;
import org.bellcrank.delivery.Delivery;
import org.bellcrank.delivery.DeliveryState;
import org.bellcrank.delivery.PictureLinks;
import org.bellcrank.delivery.PictureShrinker;
import org.bellcrank.delivery.Purpose;
import org.bellcrank.delivery.Receipt;
import org.bellcrank.delivery.Secrets;
import org.bellcrank.delivery.StepRequest;
import org.bellcrank.delivery.connector.Connector;
import org.bellcrank.delivery.connector.Formula;
import org.bellcrank.delivery.connector.Mapper;
import org.bellcrank.delivery.connector.ReadBack;
import org.bellcrank.delivery.connector.Step;
import org.bellcrank.evidence.EvidenceStore;
import org.bellcrank.journal.Facts;
import org.bellcrank.workorder.WorkOrder;

/**
 * Works out what comes next for one row: picks the step, loads the file, writes the request. All of
 * it happens outside of units of work, so that the one writer never waits for it; whoever keeps the
 * draft makes sure that row and order are still the ones it was made from.
 */
final class Drafting {

  private static final String BASE64 = "attachment.base64";

  private final ConnectorInstance instance;
  private final Connector connector;
  private final Walk walk;
  private final EvidenceStore evidence;
  private final Optional<PictureShrinker> shrinker;
  private final Clock clock;
  private final Optional<PictureLinks> links;
  private Cargo cargo;
  private Facts shown = Facts.empty();

  Drafting(
      ConnectorInstance instance,
      Connector connector,
      Walk walk,
      EvidenceStore evidence,
      Optional<PictureShrinker> shrinker,
      Optional<PictureLinks> links,
      Clock clock) {
    this.instance = instance;
    this.connector = connector;
    this.walk = walk;
    this.evidence = evidence;
    this.shrinker = shrinker;
    this.links = links;
    this.clock = clock;
  }

  /**
   * What follows for a row after an answer: what that showed as a whole serves this one draft
   * alone, so that nothing old is ever sent back.
   */
  Draft after(Receipt receipt, Delivery row, WorkOrder order, BooleanSupplier flows) {
    shown = receipt instanceof Receipt.Accepted accepted ? accepted.shown() : Facts.empty();
    try {
      return next(row, order, flows);
    } finally {
      shown = Facts.empty();
    }
  }

  /**
   * What follows for a row.
   *
   * @param flows whether something may be sent now; asked once, and only where something is to be
   */
  Draft next(Delivery given, WorkOrder order, BooleanSupplier flows) {
    Delivery row = linked(given, order);
    if (row.state() == DeliveryState.DONE) {
      return new Draft.Done(row);
    }
    if (row.state().needsPerson()) {
      return new Draft.Person(row);
    }
    if (row.nextAt().isAfter(clock.instant())) {
      return new Draft.Rest(row);
    }
    try {
      return step(row, order, flows);
    } catch (Mapper.UnmappedException
        | Rendering.UnknownNameException
        | Formula.FormulaException
        | UnfitAttachmentException unfit) {
      Optional<String> field =
          unfit instanceof Mapper.UnmappedException unmapped
              ? Optional.of(unmapped.field())
              : Optional.empty();
      return new Draft.Person(
          row.withVariable(Walk.REFUSAL, Suggestion.refusal(field, Optional.empty(), true))
              .withState(DeliveryState.REFUSED, unfit.getMessage()));
    }
  }

  private Delivery linked(Delivery row, WorkOrder order) {
    return row.foreignId().isPresent() && row.link().isEmpty() && connector.link().isPresent()
        ? row.withForeign(
            row.foreignId(), connector.link().get().render(KnownNames.of(order, instance, row)))
        : row;
  }

  private Draft step(Delivery given, WorkOrder order, BooleanSupplier flows) {
    Optional<Cargo> along = cargo(given);
    Optional<Walk.Place> next =
        walk.next(
            given,
            each -> {
              Map<String, Object> names = KnownNames.of(order, instance, each);
              along.ifPresent(file -> file.addTo(names, order, link(file, order), false));
              return names;
            });
    if (next.isEmpty()) {
      return new Draft.Done(given.withState(DeliveryState.DONE, ""));
    }
    if (!flows.getAsBoolean()) {
      return new Draft.Rest(given);
    }
    Step step = next.get().step();
    Map<String, Object> known = next.get().known();
    Delivery row = PartLines.noted(connector, next.get().row(), step, known);
    Optional<Step> reading = step.request().body().base().flatMap(b -> unread(row, step, b.name()));
    if (reading.isPresent()) {
      return step(
          row.atStep(reading.get().name(), row.attempt(), row.nextAt(), row.words()),
          order,
          () -> true);
    }
    known.put("delivery.step", step.name());
    if (step.request().body().names().contains(BASE64)) {
      along.ifPresent(file -> file.addTo(known, order, link(file, order), true));
    }
    try {
      return written(row, step, known, along, order);
    } catch (Mapper.UnmappedException
        | Rendering.UnknownNameException
        | Formula.FormulaException unfit) {
      Optional<Delivery> without =
          walk.withoutParts(row, step, unfit.getMessage(), clock.instant());
      if (without.isEmpty()) {
        throw unfit;
      }
      return next(without.get(), order, () -> true);
    }
  }

  private Draft written(
      Delivery row, Step step, Map<String, Object> known, Optional<Cargo> along, WorkOrder order) {
    Facts fields = fields(row, step, known);
    if (isNewer(row, step, fields)) {
      long round = row.variables().whole(Walk.ROUND).orElse(0) + 1;
      return step(
          row.withVariable(Walk.ROUND, round).withVariable(Walk.SENT, fields), order, () -> true);
    }
    StepRequest request =
        Rendering.request(
            connector, instance, step, known, along.map(Cargo::content).orElse(new byte[0]), shown);
    known.remove(BASE64);
    Delivery intending = row.intending(step.name()).reached("firstIntent", clock.instant());
    return new Draft.Send(
        carrying(intending, along, step, fields),
        order,
        step,
        request,
        RequestHash.of(request),
        known,
        fields);
  }

  /**
   * The step to go back to where the object that another lays its fields over was not just read.
   */
  private Optional<Step> unread(Delivery row, Step step, String name) {
    return shown.has(name) ? Optional.empty() : connector.recipe().before(row.purpose(), step);
  }

  /**
   * Whether an update, or a condition, that went out before without a known end goes out again with
   * other content: under its old number a CMMS would take that for a repeat of the old.
   */
  private static boolean isNewer(Delivery row, Step step, Facts fields) {
    return (row.purpose() == Purpose.UPDATE || row.purpose() == Purpose.CONDITION)
        && step.request().mapping().isPresent()
        && row.variables().facts(Walk.SENT).filter(sent -> !sent.equals(fields)).isPresent();
  }

  private Optional<Cargo> cargo(Delivery row) {
    if (row.purpose() != Purpose.ATTACH) {
      return Optional.empty();
    }
    if (cargo == null) {
      Connector.Attachments allowed = connector.attachments().upTo(instance.transport().maxBytes());
      cargo = Cargo.of(row, allowed, evidence, shrinker);
    }
    return Optional.of(cargo);
  }

  /** Of the evidence itself, also where a smaller copy goes out. */
  private Optional<String> link(Cargo file, WorkOrder order) {
    if (links.isEmpty()) {
      return Optional.empty();
    }
    try {
      return links
          .get()
          .link(instance, file.item().reference().sha256(), order.raisedAt())
          .map(URI::toString);
    } catch (Secrets.MissingSecretException missing) {
      throw new UnfitAttachmentException(
          "The link to the picture cannot be signed: " + missing.getMessage());
    }
  }

  /** The fields that the step sends, or that it has to find because an earlier one sent them. */
  private Facts fields(Delivery row, Step step, Map<String, Object> known) {
    Optional<String> mapping = step.request().mapping();
    if (mapping.isPresent() && connector.recipe().readsBack(row.purpose(), mapping.get())) {
      return ReadBack.sent(connector, mapping.get(), known);
    }
    return step.holds()
        .map(
            held ->
                row.variables()
                    .facts(Walk.SENT)
                    .orElseGet(() -> ReadBack.sent(connector, held.mapping(), known)))
        .orElse(Facts.empty());
  }

  private static Delivery carrying(Delivery row, Optional<Cargo> along, Step step, Facts fields) {
    Delivery with =
        along
            .flatMap(Cargo::reduced)
            .map(copy -> row.withVariable(Completion.REDUCED, copy))
            .orElse(row);
    return fields.values().isEmpty() || step.holds().isPresent()
        ? with
        : with.withVariable(Walk.SENT, fields);
  }
}
