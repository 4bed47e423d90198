package org.bellcrank.itests.doubles;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP server of one double: faults, control, pages, interface. */
final class DoubleServer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(DoubleServer.class);
  private static final int THREADS = 64;

  static {
    // Headers and body go out in two writes: without this each answer costs 40 ms.
    if (System.getProperty("sun.net.httpserver.nodelay") == null) {
      System.setProperty("sun.net.httpserver.nodelay", "true");
    }
  }

  private final String address;
  private final Cmms cmms;
  private final Faults faults;
  private final Control control;
  private final HttpServer server;
  private final ExecutorService threads;

  DoubleServer(String address, int port, Cmms cmms, Faults faults, Books books) {
    this.address = address;
    this.cmms = cmms;
    this.faults = faults;
    control = new Control(cmms, faults, books);
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getByName(address), port), 256);
    } catch (IOException taken) {
      throw new UncheckedIOException(
          "port %d on %s cannot be opened for the double %s".formatted(port, address, cmms.name()),
          taken);
    }
    AtomicInteger count = new AtomicInteger();
    threads =
        Executors.newFixedThreadPool(
            THREADS,
            work -> {
              Thread thread =
                  new Thread(work, "double-" + cmms.name() + "-" + count.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  URI uri() {
    return URI.create("http://%s:%d".formatted(address, server.getAddress().getPort()));
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    try {
      if (!threads.awaitTermination(5, TimeUnit.SECONDS)) {
        LOG.warn("{}: a request is still running while the double closes", cmms.name());
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private void handle(HttpExchange exchange) {
    try (exchange) {
      Request request = Request.of(exchange);
      Optional<Reply> reply = reply(request);
      if (reply.isPresent()) {
        reply.get().send(exchange);
      } // else the connection is closed without a word
    } catch (IOException gone) {
      LOG.debug("{}: the client went away: {}", cmms.name(), gone.getMessage());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException broken) {
      LOG.error("{}: the double itself is broken", cmms.name(), broken);
    }
  }

  private Optional<Reply> reply(Request request) throws InterruptedException {
    if (request.path().startsWith("/_double/")) {
      return Optional.of(control.answer(request));
    }
    Optional<Operation> operation = cmms.operation(request);
    if (operation.isEmpty()) {
      return Optional.of(cmms.page(request).orElse(Reply.html(404, "No such page.")));
    }
    control.count(operation.get());
    pause(faults.latency());
    Optional<Fault> fault = faults.strike(operation.get());
    return fault.isPresent() ? struck(fault.get(), request) : Optional.of(cmms.answer(request));
  }

  private Optional<Reply> struck(Fault fault, Request request) throws InterruptedException {
    return switch (fault.kind()) {
      case CLOSED_BEFORE_PROCESSING -> Optional.empty();
      case TIMEOUT_AFTER_COMMIT -> {
        cmms.answer(request);
        yield Optional.empty();
      }
      case SERVER_ERROR_AFTER_COMMIT -> {
        cmms.answer(request);
        yield Optional.of(cmms.failure(request, fault.kind(), fault.retryAfter()));
      }
      case SILENT_204 -> Optional.of(Reply.empty(204));
      case SILENT_200 -> Optional.of(cmms.unkept(request));
      case SLOW_BODY -> Optional.of(cmms.answer(request).within(fault.pause()));
      case HANG -> {
        pause(fault.pause());
        yield Optional.of(cmms.answer(request));
      }
      case HANG_AFTER_COMMIT -> {
        Reply reply = cmms.answer(request);
        pause(fault.pause());
        yield Optional.of(reply);
      }
      case PAGE_AFTER_COMMIT,
          CUT_AFTER_COMMIT,
          MANGLED_AFTER_COMMIT,
          HUGE_AFTER_COMMIT,
          BOMB_AFTER_COMMIT ->
          Optional.of(Garbage.of(fault.kind(), cmms.answer(request)));
      default -> Optional.of(cmms.failure(request, fault.kind(), fault.retryAfter()));
    };
  }

  private static void pause(Duration time) throws InterruptedException {
    if (!time.isZero()) {
      Thread.sleep(time.toMillis());
    }
  }
}
