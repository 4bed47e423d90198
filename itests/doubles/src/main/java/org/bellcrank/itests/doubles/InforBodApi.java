package org.bellcrank.itests.doubles;

import java.time.Duration;
import java.util.Optional;

/** Nothing but a screen is served: what is sent and answered lies in folders. */
final class InforBodApi implements Cmms {

  private final InforBods bods;
  private final InforOrders orders;
  private final InforPage page;

  InforBodApi(InforBods bods, InforOrders orders, InforPage page) {
    this.bods = bods;
    this.orders = orders;
    this.page = page;
  }

  InforBods bods() {
    return bods;
  }

  @Override
  public String name() {
    return "infor-bod";
  }

  @Override
  public Optional<Operation> operation(Request request) {
    return Optional.empty();
  }

  @Override
  public Reply answer(Request request) {
    return Reply.empty(404);
  }

  @Override
  public Reply unkept(Request request) {
    return answer(request);
  }

  @Override
  public Optional<Reply> page(Request request) {
    return page.answer(request);
  }

  @Override
  public Reply failure(FaultKind kind, Duration retryAfter) {
    return Reply.empty(503);
  }

  /** A share is mounted by the operating system: there is no key of ours. */
  @Override
  public void expireKey(boolean expired) {}

  @Override
  public boolean setStatus(String number, String status) {
    return orders.setStatus(number, status);
  }
}
