package org.bellcrank.itests.peers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A program of node in a process of its own. It talks by lines: what it prints can be waited for,
 * what it is told arrives at its standard input. Ended by its handle. Safe for any thread.
 */
public final class NodePeer implements AutoCloseable {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final Process process;
  private final List<String> said = new ArrayList<>();

  private NodePeer(Process process) {
    this.process = process;
    Thread reader = new Thread(this::read, "peer-" + process.pid());
    reader.setDaemon(true);
    reader.start();
  }

  /**
   * Starts a script and waits until it is ready; installs the packages where they are not yet.
   *
   * @param script with the packages of this folder within {@code require}
   * @param ready how the line starts that it prints once it can be used
   * @param arguments of the script
   * @return empty when node, npm or the network is not there; why stands on the error output
   * @throws IOException when it ended, or was not ready within a minute
   */
  public static Optional<NodePeer> start(Path script, String ready, String... arguments)
      throws IOException, InterruptedException {
    Optional<Path> modules = NodePackages.installed();
    if (modules.isEmpty()) {
      return Optional.empty();
    }
    List<String> command = new ArrayList<>(List.of("node", script.toAbsolutePath().toString()));
    command.addAll(Arrays.asList(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("NODE_PATH", modules.get().toString());
    NodePeer peer = new NodePeer(builder.start());
    try {
      peer.await(ready);
    } catch (IOException e) {
      peer.close();
      throw e;
    }
    return Optional.of(peer);
  }

  private void read() {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        heard(line);
      }
    } catch (IOException e) {
      heard("(its output broke: " + e.getMessage() + ")");
    }
  }

  private synchronized void heard(String line) {
    said.add(line);
    notifyAll();
  }

  /** All lines so far. */
  public synchronized List<String> said() {
    return List.copyOf(said);
  }

  /**
   * Waits for a line that starts like this, which may have been said already.
   *
   * @return the first one
   * @throws IOException when it ended without, or a minute passed
   */
  public String await(String start) throws IOException, InterruptedException {
    return await(start, 0);
  }

  /** As above, but looks only at what was said after that many lines. */
  public synchronized String await(String start, int after)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (true) {
      for (String line : said.subList(Math.min(after, said.size()), said.size())) {
        if (line.startsWith(start)) {
          return line;
        }
      }
      if (!process.isAlive() || System.nanoTime() > deadline) {
        throw new IOException(
            "the peer %s without '%s'; it said: %s"
                .formatted(process.isAlive() ? "went on" : "ended", start, said));
      }
      wait(50);
    }
  }

  /**
   * Tells it a line, and waits for the next line that starts with the answer.
   *
   * @return that line
   */
  public String say(String line, String answer) throws IOException, InterruptedException {
    int before;
    synchronized (this) {
      before = said.size();
    }
    Writer in = process.outputWriter(StandardCharsets.UTF_8);
    in.write(line + "\n");
    in.flush();
    return await(answer, before);
  }

  /** Its process, to be ended the hard way or looked at. */
  public ProcessHandle handle() {
    return process.toHandle();
  }

  /** Ends it at once, as a power cut would, and waits until it is gone. */
  @Override
  public void close() {
    try {
      process.destroyForcibly().waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS);
      process.outputWriter(StandardCharsets.UTF_8).close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      if (process.isAlive()) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
