package org.bellcrank.source.rest;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** An address that is listened on, with its threads. */
final class Listening implements AutoCloseable {

  private static final int BACKLOG = 100;
  private static final int THREADS = 8;
  private static final int WAITING = 256;

  private final HttpServer server;
  private final ExecutorService threads;

  /**
   * Starts to listen.
   *
   * @throws IOException when the address is taken
   */
  Listening(InetSocketAddress address, Door door, HttpHandler posts) throws IOException {
    server = HttpServer.create(address, BACKLOG);
    threads =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            30,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING),
            task -> {
              Thread thread = new Thread(task, "bellcrank-source-rest");
              thread.setDaemon(true);
              return thread;
            },
            new ThreadPoolExecutor.CallerRunsPolicy());
    server.createContext("/v1/observations", posts).getFilters().add(door);
    server.setExecutor(threads);
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  /** Requests at hand are answered. */
  @Override
  public void close() {
    server.stop(1);
    threads.shutdownNow();
  }
}
