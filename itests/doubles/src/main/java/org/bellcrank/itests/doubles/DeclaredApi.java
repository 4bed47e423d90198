package org.bellcrank.itests.doubles;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The interface of a declared system. */
final class DeclaredApi implements Cmms {

  private final DeclaredSpeech speech;
  private final DeclaredSignOn signOn;
  private final DeclaredOrders orders;
  private final DeclaredFiles files;
  private volatile boolean expired;

  DeclaredApi(Declaration declaration, Settings settings, Books books) {
    speech = DeclaredSpeech.of(declaration);
    signOn = new DeclaredSignOn(declaration);
    orders = new DeclaredOrders(declaration, settings, books);
    files = new DeclaredFiles(declaration, books);
  }

  @Override
  public String name() {
    return "declared";
  }

  @Override
  public Optional<Operation> operation(Request request) {
    return Optional.of(
        speech.act(request).map(DeclaredCall.Act::operation).orElse(Operation.OTHER));
  }

  @Override
  public Reply answer(Request request) {
    return answered(request, true);
  }

  @Override
  public Reply unkept(Request request) {
    return answered(request, false);
  }

  private Reply answered(Request request, boolean kept) {
    try {
      if (signOn.isLogin(request) && !expired) {
        return Reply.json(200, signOn.login(request).orElseThrow(DeclaredApi::stranger));
      }
      if (expired || !signOn.knows(request)) {
        throw stranger();
      }
      DeclaredCall call = speech.read(request);
      return speech.answer(call, kept ? done(call, request) : pretended(call, request));
    } catch (DeclaredRefusal refusal) {
      return speech.refusal(refusal);
    }
  }

  private static DeclaredRefusal stranger() {
    return new DeclaredRefusal("unauthorized", "", "Sign in.");
  }

  private Map<String, Object> done(DeclaredCall call, Request request) throws DeclaredRefusal {
    return switch (call.act()) {
      case LIST -> orders.list(call);
      case CREATE -> in(orders.created(orders.create(call)));
      case READ -> in(orders.shown(orders.find(call.key())));
      case CHANGE -> in(orders.shown(orders.change(call)));
      case FILES -> files.list(orders.find(call.key()));
      case ATTACH -> files.add(orders.find(call.key()), call, request);
    };
  }

  private Map<String, Object> pretended(DeclaredCall call, Request request) throws DeclaredRefusal {
    return switch (call.act()) {
      case CHANGE -> in(orders.unkept(call));
      case ATTACH -> files.unkept(call, request);
      default -> Map.of();
    };
  }

  private Map<String, Object> in(Map<String, Object> order) {
    Map<String, Object> answer = new LinkedHashMap<>();
    Places.put(answer, orders.one(), order);
    return answer;
  }

  /** There is no screen: people's hands are those of the tests. */
  @Override
  public Optional<Reply> page(Request request) {
    return Optional.empty();
  }

  @Override
  public Reply failure(FaultKind kind, Duration retryAfter) {
    String seconds = Long.toString(retryAfter.toSeconds());
    return switch (kind) {
      case KEY_EXPIRED -> speech.refusal(stranger());
      case FORBIDDEN -> speech.refusal(new DeclaredRefusal("forbidden", "", "No right to this."));
      case TOO_MANY_REQUESTS -> Reply.html(429, "Slow down.").with("Retry-After", seconds);
      case UNAVAILABLE, MAINTENANCE ->
          Reply.html(503, "<html><body><h1>Down for maintenance</h1></body></html>")
              .with("Retry-After", seconds);
      default -> speech.failure();
    };
  }

  @Override
  public void expireKey(boolean nowExpired) {
    expired = nowExpired;
  }

  @Override
  public boolean setStatus(String number, String status) {
    return orders.setStatus(number, status);
  }

  void endSessions() {
    signOn.forgetTokens();
  }
}
