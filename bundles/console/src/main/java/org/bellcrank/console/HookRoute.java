package org.bellcrank.console;

import java.util.Optional;
import java.util.function.Supplier;
import org.bellcrank.closure.WebHooks;
import org.bellcrank.delivery.connector.WebHook;
import org.bellcrank.journal.Facts;

/** Where a CMMS posts its web hooks: believed by their signature alone, and no more than a hint. */
record HookRoute(Supplier<Optional<WebHooks>> hooks) implements Route {

  @Override
  public String method() {
    return "POST";
  }

  @Override
  public String path() {
    return "/hooks/{instance}";
  }

  @Override
  public boolean provesItself() {
    return true;
  }

  @Override
  public Answer answer(Request request) {
    String instance = request.path().get("instance");
    WebHook.Call call = new WebHook.Call(request.uri(), request.headers(), request.body());
    WebHooks.Heard heard =
        hooks
            .get()
            .map(there -> there.hear(instance, call))
            .orElseGet(() -> new WebHooks.Heard.Unproven("the gateway hears no web hooks yet"));
    if (heard instanceof WebHooks.Heard.Hint hint) {
      return new Answer.Json(Facts.with("asked", hint.ours()).build());
    }
    return heard instanceof WebHooks.Heard.Unproven unproven
        ? new Answer.Refused(unproven.why())
        : new Answer.NotFound("web hook " + instance);
  }
}
