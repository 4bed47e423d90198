package org.bellcrank.fleet.kura;

import org.bellcrank.journal.Facts;

/**
 * What people decide from afar: the console's own routes, with whoever asks named as the cloud
 * names him.
 */
final class Decisions {

  private final Views views;

  Decisions(Views views) {
    this.views = views;
  }

  Reply adopt(Call call) throws RefusedRequestException {
    String delivery = call.require("delivery", "the id of a row on the workbench");
    Facts body =
        Facts.with("who", call.who())
            .put("foreignId", call.require("foreignId", "the order's number in the CMMS"))
            .put("unread", call.truth("unread"))
            .build();
    return views.decide("/api/workbench/{id}/adopt", delivery, body);
  }

  Reply accept(Call call) throws RefusedRequestException {
    String finding = finding(call);
    Facts body =
        stated(call)
            .put("template", call.metric("template"))
            .put("asset", call.metric("asset"))
            .put("alike", call.truth("alike"))
            .build();
    return views.decide("/api/review/{id}/accept", finding, body);
  }

  Reply dismiss(Call call) throws RefusedRequestException {
    String finding = finding(call);
    Facts body = stated(call).put("alike", call.truth("alike")).build();
    return views.decide("/api/review/{id}/dismiss", finding, body);
  }

  Reply move(Call call) throws RefusedRequestException {
    String order = call.require("order", "the id of an order");
    Facts body =
        stated(call)
            .put("to", call.metric("to"))
            .put("failureCode", call.metric("failureCode"))
            .build();
    return views.decide("/api/orders/{id}/move", order, body);
  }

  private static String finding(Call call) throws RefusedRequestException {
    return call.require("finding", "the id of a finding in review");
  }

  private static Facts.Builder stated(Call call) throws RefusedRequestException {
    return Facts.with("who", call.who()).put("why", call.require("why", "the reason, one line"));
  }
}
