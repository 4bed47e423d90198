package org.bellcrank.delivery.camel;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.bellcrank.delivery.ConnectorInstance;
import org.bellcrank.delivery.StepAnswer;
import org.bellcrank.delivery.StepRequest;
import org.bellcrank.delivery.Trouble;
import org.bellcrank.delivery.connector.Assertion;
import org.bellcrank.delivery.connector.Connector;
import org.bellcrank.delivery.connector.Json;
import org.bellcrank.delivery.connector.Limits;
import org.bellcrank.delivery.connector.Session;
import org.bellcrank.keys.MissingKeysException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sessions and tokens of the instances, in memory alone: one login at a time for each instance,
 * however many calls wait for it, and what it gave or refused counts for all of them. Safe for any
 * thread.
 */
final class Sessions {

  private static final Logger LOG = LoggerFactory.getLogger(Sessions.class);

  /** A refusal is believed for so long: each further try may be the one that locks the account. */
  private static final Duration REFUSAL_COUNTS = Duration.ofSeconds(10);

  private static final Duration A_LITTLE_MORE = Duration.ofSeconds(5);

  /** Sends one call of a login. */
  interface Sender {
    StepAnswer send(StepRequest request);
  }

  /** Makes what a login says about itself with a signature. */
  interface Asserter {
    /**
     * The signed assertion.
     *
     * @throws MissingKeysException when there is no key to sign with
     */
    String assertion(Assertion rules, ConnectorInstance instance, Map<String, Object> known)
        throws MissingKeysException;
  }

  /** What a call gets: a session to carry, or the reason why it cannot be sent. */
  sealed interface Outcome {}

  /** A session. Its text never shows what it holds. */
  static final class Held implements Outcome {
    private final Connector connector;
    private final ConnectorInstance instance;
    private final Map<String, Object> known;
    private final long renewTicks;
    private final long endTicks;
    private volatile boolean proven;
    private volatile long usedTicks;

    private Held(
        Connector connector,
        ConnectorInstance instance,
        Map<String, Object> known,
        long renewTicks,
        long endTicks) {
      this.connector = connector;
      this.instance = instance;
      this.known = known;
      this.renewTicks = renewTicks;
      this.endTicks = endTicks;
    }

    /** How it began, and how it ends. */
    Session rules() {
      return connector.session().orElseThrow();
    }

    /** Whose it is. */
    ConnectorInstance instance() {
      return instance;
    }

    /** How long its CMMS is waited for. */
    Limits limits() {
      return connector.limits();
    }

    /** Names and values for what a call carries. */
    Map<String, Object> known() {
      return known;
    }

    /** The values that nobody but the CMMS may see. */
    List<String> secrets() {
      return known.entrySet().stream()
          .filter(entry -> entry.getKey().startsWith(Session.NAME))
          .map(entry -> String.valueOf(entry.getValue()))
          .toList();
    }
  }

  /** No session, and why. */
  record Failed(StepAnswer answer) implements Outcome {}

  private static final class Slot {
    private String made = "";
    private Held held;
    private Failed refused;
    private long refusedUntil;
    private CompletableFuture<Outcome> login;
  }

  private final Sender sender;
  private final Asserter asserter;
  private final LongSupplier ticker;
  private final Clock clock;
  private final Map<String, Slot> slots = new ConcurrentHashMap<>();
  private final Queue<Held> left = new ConcurrentLinkedQueue<>();

  /**
   * Without any session yet.
   *
   * @param asserter asked where a session says that its logins need an assertion
   * @param ticker nanoseconds that only grow: how long a session lasts is no matter of the wall's
   *     clock
   * @param clock for answers that name the instant of its end
   */
  Sessions(Sender sender, Asserter asserter, LongSupplier ticker, Clock clock) {
    this.sender = sender;
    this.asserter = asserter;
    this.ticker = ticker;
    this.clock = clock;
  }

  /**
   * The session of an instance; logs in where there is none, and waits where somebody does.
   *
   * @param credential the instance's; empty where it has none
   */
  Outcome of(Connector connector, ConnectorInstance instance, Optional<String> credential) {
    Session rules = connector.session().orElseThrow();
    Slot slot = slots.computeIfAbsent(instance.id(), id -> new Slot());
    String made =
        connector.version()
            + ' '
            + instance.address()
            + instance.keys().map(keys -> " " + keys).orElse("")
            + ' '
            + instance.context().hashCode()
            + ' '
            + credential.orElse("");
    CompletableFuture<Outcome> mine = null;
    CompletableFuture<Outcome> theirs;
    synchronized (slot) {
      if (!slot.made.equals(
          made)) { // another credential, address or context: what was known is void
        slot.made = made;
        leave(slot);
        slot.refused = null;
      }
      long now = ticker.getAsLong();
      boolean lives = slot.held != null && slot.held.endTicks - now > 0;
      if (lives) {
        slot.held.usedTicks = now;
      }
      if (lives && (slot.held.renewTicks - now > 0 || slot.login != null)) {
        return slot.held;
      }
      if (slot.refused != null && slot.refusedUntil - now > 0) {
        return lives ? slot.held : slot.refused;
      }
      if (slot.login == null) {
        mine = new CompletableFuture<>();
        slot.login = mine;
      }
      theirs = slot.login;
    }
    return mine == null
        ? await(theirs, rules, instance, connector)
        : login(slot, made, mine, connector, instance, credential);
  }

  /**
   * Takes away the sessions that nobody has used for so long, and those that others took the place
   * of; they are still to be ended at their CMMS.
   *
   * @param idle zero or less for all
   */
  List<Held> left(Duration idle) {
    long now = ticker.getAsLong();
    for (Slot slot : slots.values()) {
      synchronized (slot) {
        if (slot.held != null
            && slot.login == null
            && now - slot.held.usedTicks >= idle.toNanos()) {
          leave(slot);
        }
      }
    }
    List<Held> all = new ArrayList<>();
    for (Held each = left.poll(); each != null; each = left.poll()) {
      if (each.endTicks - now > 0) {
        all.add(each);
      }
    }
    return all;
  }

  private void leave(Slot slot) {
    if (slot.held != null) {
      left.add(slot.held);
      slot.held = null;
    }
  }

  private Outcome login(
      Slot slot,
      String made,
      CompletableFuture<Outcome> mine,
      Connector connector,
      ConnectorInstance instance,
      Optional<String> credential) {
    Outcome outcome = new Failed(new StepAnswer.NotSent("the login broke off"));
    try {
      outcome = tried(connector, instance, credential);
    } finally {
      synchronized (slot) {
        slot.login = null;
        outcome = kept(slot, made, outcome);
      }
      mine.complete(outcome);
    }
    return outcome;
  }

  private Outcome kept(Slot slot, String made, Outcome outcome) {
    if (!slot.made.equals(made)) {
      return outcome;
    }
    if (outcome instanceof Held held) {
      held.usedTicks = ticker.getAsLong();
      slot.held = held;
      slot.refused = null;
      return held;
    }
    Failed failed = (Failed) outcome;
    long now = ticker.getAsLong();
    if (failed.answer() instanceof StepAnswer.NoCredential) {
      slot.refused = failed;
      slot.refusedUntil = now + REFUSAL_COUNTS.toNanos();
    }
    return slot.held != null && slot.held.endTicks - now > 0 ? slot.held : failed;
  }

  private static Outcome await(
      CompletableFuture<Outcome> theirs,
      Session rules,
      ConnectorInstance instance,
      Connector connector) {
    Duration each =
        connector
            .limits()
            .connectTimeout()
            .plus(instance.answerTimeout().orElse(connector.limits().answerTimeout()))
            .plus(A_LITTLE_MORE);
    try {
      return theirs.get(each.multipliedBy(rules.logins().size()).toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return new Failed(new StepAnswer.NotSent("another call's login takes too long"));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Failed(new StepAnswer.NotSent("the gateway stops"));
    } catch (ExecutionException e) {
      return new Failed(new StepAnswer.NotSent("another call's login broke off"));
    }
  }

  private Outcome tried(
      Connector connector, ConnectorInstance instance, Optional<String> credential) {
    Session rules = connector.session().orElseThrow();
    Map<String, Object> known = new LinkedHashMap<>(LoginNames.instance(instance));
    Map<String, Object> open = new LinkedHashMap<>(known);
    Duration lasts = rules.lifetime();
    long asked = ticker.getAsLong();
    Map<String, Object> proof;
    try {
      proof = proof(rules, instance, credential);
    } catch (MissingKeysException | IllegalStateException missing) { // a key, or a name
      return new Failed(new StepAnswer.NoCredential(missing.getMessage()));
    }
    for (Session.Login login : rules.logins()) {
      Map<String, Object> all = new LinkedHashMap<>(open);
      all.putAll(proof);
      // Before any of it is read: a word that is cut would not be known again.
      StepAnswer answer =
          Redaction.of(
              sender.send(login.request(instance, connector.limits(), all)),
              LoginNames.secrets(proof));
      if (!(answer instanceof StepAnswer.Answered answered)) {
        return failed(answer);
      }
      if (answered.status() < 200 || answered.status() >= 300) {
        return refused(connector, answered, LoginNames.secrets(proof));
      }
      Map<String, Object> taken = login.taken(answered);
      if (taken.size() < login.extract().size()) {
        return new Failed(
            new StepAnswer.NoCredential(
                "the login was answered %d, but without %s"
                    .formatted(answered.status(), missing(login, taken)),
                Trouble.STRANGER));
      }
      open.putAll(taken);
      lasts = login.lasts(answered, clock.instant()).filter(d -> !d.isNegative()).orElse(lasts);
    }
    LOG.debug("Connector instance {} has a new session for {}", instance.id(), lasts);
    Duration early = rules.renewBefore();
    Duration most = lasts.dividedBy(4);
    long end = asked + lasts.toNanos();
    return new Held(
        connector, instance, open, end - (early.compareTo(most) > 0 ? most : early).toNanos(), end);
  }

  /** What logins alone may read, by name. */
  private Map<String, Object> proof(
      Session rules, ConnectorInstance instance, Optional<String> credential)
      throws MissingKeysException {
    Map<String, Object> proof = new LinkedHashMap<>();
    credential.ifPresent(secret -> proof.putAll(LoginNames.credential(secret)));
    if (rules.assertion().isPresent()) {
      Map<String, Object> known = new LinkedHashMap<>(LoginNames.instance(instance));
      known.put(LoginNames.USER, proof.getOrDefault(LoginNames.USER, ""));
      proof.put(Assertion.NAME, asserter.assertion(rules.assertion().get(), instance, known));
    }
    return proof;
  }

  private static String missing(Session.Login login, Map<String, Object> taken) {
    return login.extract().keySet().stream()
        .filter(name -> !taken.containsKey(Session.NAME + name))
        .findFirst()
        .orElse("");
  }

  /** A login changes nothing, so that one without an answer counts as not sent. */
  private static Failed failed(StepAnswer answer) {
    if (answer instanceof StepAnswer.Unknown unknown) {
      return new Failed(
          new StepAnswer.NotSent("no answer to the login: " + unknown.words(), Trouble.SILENT));
    }
    return new Failed(answer);
  }

  private static Failed refused(
      Connector connector, StepAnswer.Answered answer, List<String> secrets) {
    int status = answer.status();
    String body = new String(answer.body(), java.nio.charset.StandardCharsets.UTF_8);
    String said = connector.words().named(Json.lenient(body)).map(": "::concat).orElse("");
    String words = Redaction.of("the login was answered " + status + said, secrets);
    boolean away = status < 400 || status == 404 || status == 408 || status == 429 || status >= 500;
    Trouble trouble = status < 400 ? Trouble.STRANGER : status == 404 ? Trouble.PATH : Trouble.BUSY;
    return new Failed(
        away
            ? new StepAnswer.NotSent(words, trouble)
            : new StepAnswer.NoCredential(words, Trouble.SIGN_IN));
  }

  /**
   * Reads an answer to a call that carried a session. One that says that the session is over voids
   * it; the call can be made again at once, unless it was this session's first: then the CMMS does
   * not accept what it gave.
   */
  StepAnswer read(Connector connector, ConnectorInstance instance, Held held, StepAnswer answer) {
    if (!(answer instanceof StepAnswer.Answered answered)) {
      return answer;
    }
    if (!connector.session().orElseThrow().isOver(answered)) {
      held.proven = true;
      return answer;
    }
    Slot slot = slots.get(instance.id());
    synchronized (slot) {
      if (Objects.equals(slot.held, held)) {
        slot.held = null;
      }
    }
    String words = "answered %d, the session is over".formatted(answered.status());
    return held.proven
        ? new StepAnswer.SessionOver(words)
        : new StepAnswer.NoCredential(
            "answered %d to a session that was just begun".formatted(answered.status()),
            Trouble.SIGN_IN);
  }
}
