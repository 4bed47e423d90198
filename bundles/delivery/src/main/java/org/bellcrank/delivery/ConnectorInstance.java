package org.bellcrank.delivery;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The use of a connector at a site; part of the site documents.
 *
 * @param id unique among all instances
 * @param kind id of the connector
 * @param title name for people
 * @param site id of the site asset whose orders go there
 * @param address base address of the CMMS
 * @param credential where the credential is found: {@code secret:name} or {@code env:NAME}; never
 *     the credential itself
 * @param context what the connector asks of its site, for example {@code siteid}
 * @param concurrency how many calls at a time; empty for the connector's own
 * @param requestsPerMinute empty for the connector's own
 * @param answerTimeout empty for the connector's own
 * @param keys which certificates are believed and shown; empty for those Java believes
 * @param maintenance when nothing is sent to it
 * @param hook where the secret is found with which the CMMS signs its calls, as for the credential;
 *     empty where none of its calls is heard
 * @param register what of its register of assets counts in place of the documents
 * @param condition whether it is told how assets are
 * @param links how a picture is shown to whom its CMMS gives a link alone; empty where none is made
 * @param transport what this endpoint takes and demands, where it is not what its connector says
 */
public record ConnectorInstance(
    String id,
    String kind,
    String title,
    String site,
    URI address,
    Optional<String> credential,
    Map<String, String> context,
    OptionalInt concurrency,
    OptionalInt requestsPerMinute,
    Optional<Duration> answerTimeout,
    Optional<Keys> keys,
    Maintenance maintenance,
    Optional<String> hook,
    RegisterUse register,
    boolean condition,
    Optional<Links> links,
    Transport transport) {

  /**
   * Links to pictures, for a CMMS that keeps links and no files.
   *
   * @param address where people of the plant reach this gateway, or whatever shows its pictures to
   *     them
   * @param key where the secret is found that signs the links, as for the credential; empty for
   *     plain ones: the address with the picture's hash behind it, open to whoever reaches it
   * @param lifetime how long after its order was raised a signed link shows the picture
   */
  public record Links(URI address, Optional<String> key, Duration lifetime) {}

  /**
   * Certificates for an https address.
   *
   * @param keystore as the gateway calls it, for example {@code SSLKeystore}
   * @param alias the key to show where one is asked for; empty leaves it to what the server accepts
   */
  public record Keys(String keystore, String alias) {}

  /**
   * What of the register counts in place of the site documents.
   *
   * @param criticality whether how much hangs on an asset is what the CMMS says; otherwise a
   *     difference is only told
   */
  public record RegisterUse(boolean criticality) {

    /** Nothing of it. */
    public static final RegisterUse NONE = new RegisterUse(false);
  }

  /**
   * What one endpoint takes and demands, beyond its connector.
   *
   * @param requestsPerHour 0 for no limit; empty for the connector's own
   * @param maxBytes of one picture or document; empty for the connector's own
   * @param lowestTls {@code 1.2} or {@code 1.3}: no older one is spoken; empty for what Java speaks
   * @param plain why its way has no TLS, in a person's words; empty where nobody said that this is
   *     meant
   */
  public record Transport(
      OptionalInt requestsPerHour,
      OptionalInt maxBytes,
      Optional<String> lowestTls,
      Optional<String> plain) {

    /** Nothing of its own. */
    public static final Transport NONE =
        new Transport(OptionalInt.empty(), OptionalInt.empty(), Optional.empty(), Optional.empty());
  }

  public ConnectorInstance {
    context = Map.copyOf(context);
  }

  /** The same instance, of whose register this counts. */
  public ConnectorInstance using(RegisterUse use) {
    return with(maintenance, hook, use, condition, links, transport);
  }

  /** The same instance, which is told how assets are or not. */
  public ConnectorInstance told(boolean conditions) {
    return with(maintenance, hook, register, conditions, links, transport);
  }

  /** The same instance, to which nothing is sent at times. */
  public ConnectorInstance resting(Maintenance times) {
    return with(times, hook, register, condition, links, transport);
  }

  /** The same instance, whose calls are heard when they are signed with this secret. */
  public ConnectorInstance hearing(Optional<String> secret) {
    return with(maintenance, secret, register, condition, links, transport);
  }

  /** The same instance, whose CMMS is given such links to pictures. */
  public ConnectorInstance linking(Optional<Links> to) {
    return with(maintenance, hook, register, condition, to, transport);
  }

  /** The same instance, whose endpoint takes and demands this. */
  public ConnectorInstance over(Transport own) {
    return with(maintenance, hook, register, condition, links, own);
  }

  private ConnectorInstance with(
      Maintenance times,
      Optional<String> secret,
      RegisterUse use,
      boolean conditions,
      Optional<Links> to,
      Transport own) {
    return new ConnectorInstance(
        id,
        kind,
        title,
        site,
        address,
        credential,
        context,
        concurrency,
        requestsPerMinute,
        answerTimeout,
        keys,
        times,
        secret,
        use,
        conditions,
        to,
        own);
  }

  /** Without times of maintenance. */
  public ConnectorInstance(
      String id,
      String kind,
      String title,
      String site,
      URI address,
      Optional<String> credential,
      Map<String, String> context,
      OptionalInt concurrency,
      OptionalInt requestsPerMinute,
      Optional<Duration> answerTimeout,
      Optional<Keys> keys) {
    this(
        id,
        kind,
        title,
        site,
        address,
        credential,
        context,
        concurrency,
        requestsPerMinute,
        answerTimeout,
        keys,
        Maintenance.NONE,
        Optional.empty(),
        RegisterUse.NONE,
        false,
        Optional.empty(),
        Transport.NONE);
  }

  /** With the certificates that Java believes, without times of maintenance. */
  public ConnectorInstance(
      String id,
      String kind,
      String title,
      String site,
      URI address,
      Optional<String> credential,
      Map<String, String> context,
      OptionalInt concurrency,
      OptionalInt requestsPerMinute,
      Optional<Duration> answerTimeout) {
    this(
        id,
        kind,
        title,
        site,
        address,
        credential,
        context,
        concurrency,
        requestsPerMinute,
        answerTimeout,
        Optional.empty(),
        Maintenance.NONE,
        Optional.empty(),
        RegisterUse.NONE,
        false,
        Optional.empty(),
        Transport.NONE);
  }
}
