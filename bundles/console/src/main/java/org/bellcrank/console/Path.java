package org.bellcrank.console;

import java.util.function.Function;

/** A route made of a function. */
record Path(String method, String path, Function<Request, Answer> work) implements Route {

  static Route get(String path, Function<Request, Answer> work) {
    return new Path("GET", path, work);
  }

  static Route post(String path, Function<Request, Answer> work) {
    return new Path("POST", path, work);
  }

  @Override
  public Answer answer(Request request) {
    return work.apply(request);
  }
}
