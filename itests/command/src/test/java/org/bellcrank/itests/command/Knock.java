package org.bellcrank.itests.command;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/** Tries to reach ports 1 to 5 of this machine, in each way that Java has, for the spy to see. */
final class Knock {

  private static final InetAddress HERE = InetAddress.getLoopbackAddress();

  private Knock() {}

  public static void main(String[] arguments) throws Exception {
    tried(() -> new Socket().connect(new InetSocketAddress(HERE, 1), 1000));
    tried(() -> SocketChannel.open(new InetSocketAddress(HERE, 2)).close());
    tried(Knock::overHttp);
    tried(() -> new DatagramSocket().connect(new InetSocketAddress(HERE, 4)));
    tried(() -> new DatagramSocket().send(new DatagramPacket(new byte[1], 1, HERE, 5)));
    tried(() -> InetAddress.getByName("nobody.invalid"));
  }

  private static void overHttp() throws IOException, InterruptedException {
    URI address = URI.create("http://127.0.0.1:3/");
    HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(5)).build(),
            HttpResponse.BodyHandlers.discarding());
  }

  private static void tried(Attempt attempt) throws InterruptedException {
    try {
      attempt.make();
    } catch (IOException e) {
      System.out.println("as expected: " + e);
    }
  }

  @FunctionalInterface
  private interface Attempt {
    void make() throws IOException, InterruptedException;
  }
}
