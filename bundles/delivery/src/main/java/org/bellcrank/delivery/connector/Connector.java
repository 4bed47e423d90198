package org.bellcrank.delivery.connector;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.bellcrank.delivery.Purpose;

/**
 * A connector kind: what its folder says, checked.
 *
 * @param id the folder's name, for example {@code maximo}
 * @param title name for people
 * @param deliveryClass what keeps it from putting an order twice
 * @param idempotency that in words, with what is particular to the vendor
 * @param verified what the folder was held against
 * @param rights what its user has to be allowed there; empty where the folder does not say it
 * @param authentication how it proves who it is
 * @param session how it gets and carries a session or token; empty when it needs none
 * @param signing how each call is signed; empty when none is
 * @param security the header of WS-Security that XML bodies have a place for; empty for none
 * @param format in which its answers are written, where a step does not say it
 * @param context what an instance has to say about its site
 * @param limits what the other side bears
 * @param answers what its answers mean, before the general meanings
 * @param words where its answers carry the vendor's words
 * @param link address of an order for a person; empty when there is none
 * @param attachments which evidence goes along, and how big it may be
 * @param recipe the steps
 * @param mapping the fields
 * @param facts what the vendor says about its fields
 * @param reading how it learns what became of its orders; empty where it cannot
 * @param assets how it reads the register of assets; empty where it cannot
 * @param routes text of each route file by its name
 * @param folder where it was read from
 * @param version the first 12 hexadecimal digits of a SHA-256 over the whole folder
 */
public record Connector(
    String id,
    String title,
    DeliveryClass deliveryClass,
    String idempotency,
    Verification verified,
    List<Right> rights,
    Authentication authentication,
    Optional<Session> session,
    Optional<Signing> signing,
    Optional<UsernameToken> security,
    Content.Format format,
    List<ContextField> context,
    Limits limits,
    AnswerRules answers,
    ErrorWords words,
    Optional<Template> link,
    Attachments attachments,
    Recipe recipe,
    Mapping mapping,
    FieldFacts facts,
    Optional<OrderReading> reading,
    Optional<AssetReading> assets,
    Map<String, String> routes,
    Path folder,
    String version) {

  /** The same connector, of which other facts are known. */
  Connector knowing(FieldFacts others) {
    return new Connector(
        id,
        title,
        deliveryClass,
        idempotency,
        verified,
        rights,
        authentication,
        session,
        signing,
        security,
        format,
        context,
        limits,
        answers,
        words,
        link,
        attachments,
        recipe,
        mapping,
        others,
        reading,
        assets,
        routes,
        folder,
        version);
  }

  /** Whether its CMMS gets links to pictures in place of files. */
  public boolean givesLinks() {
    return recipe.flow(Purpose.ATTACH).stream()
        .anyMatch(step -> step.names().contains("attachment.link"));
  }

  /** What keeps a connector from putting an order twice. */
  public enum DeliveryClass {
    /** The vendor's own means. */
    NATIVE,
    /** The order is looked for by its reference before anything uncertain is sent again. */
    SEARCHABLE,
    /** Nothing: a person checks what is uncertain. */
    CONFIRMED
  }

  /** How a connector proves who it is. */
  public enum Authentication {
    NONE,
    /** User and password, the credential reads {@code user:password}. */
    BASIC,
    /** The credential is one key. */
    API_KEY
  }

  /**
   * What an instance has to say about its site.
   *
   * @param name as expressions see it after {@code instance.}
   * @param required whether an instance without it is refused
   * @param meaning one line
   */
  public record ContextField(String name, boolean required, String meaning) {}

  /**
   * Which evidence goes along.
   *
   * @param roles evidence roles, upper case
   * @param maxBytes biggest file
   * @param mediaTypes allowed kinds
   * @param maxCount most files per order
   */
  public record Attachments(
      List<String> roles, long maxBytes, List<String> mediaTypes, int maxCount) {

    /** The same, no bigger than what the system is known to take. */
    Attachments within(OptionalLong stated) {
      return stated.isEmpty()
          ? this
          : new Attachments(roles, Math.min(maxBytes, stated.getAsLong()), mediaTypes, maxCount);
    }

    /** The same with an endpoint's own biggest file, where it has one. */
    public Attachments upTo(OptionalInt own) {
      return own.isEmpty() || roles.isEmpty()
          ? this
          : new Attachments(roles, own.getAsInt(), mediaTypes, maxCount);
    }
  }
}
