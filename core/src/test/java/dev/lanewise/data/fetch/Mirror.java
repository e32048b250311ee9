package dev.lanewise.data.fetch;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A web server on this machine that answers for the files of {@link SmallData} as a test wants. */
final class Mirror implements AutoCloseable {
    final AtomicInteger requests = new AtomicInteger();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;

    /** Answers a request for a file with this content. */
    @FunctionalInterface
    interface Answer {
        /** Answers. */
        void give(HttpExchange exchange, byte[] compressed) throws IOException;
    }

    private Mirror(Answer answer) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/data/", exchange -> {
            requests.incrementAndGet();
            try (exchange) {
                answer.give(exchange, content(exchange.getRequestURI()));
            }
        });
        server.start();
    }

    private static byte[] content(URI requested) {
        for (int i = 0; i < 4; i++) {
            if (requested.getPath().equals("/data/" + SmallData.pins().get(i).name() + ".gz")) {
                return SmallData.gzip(SmallData.contents().get(i));
            }
        }
        throw new IllegalArgumentException("nobody should ask for " + requested);
    }

    /** One that works. */
    static Mirror sound() {
        return with((exchange, content) -> send(exchange, content.length, content));
    }

    static Mirror with(Answer answer) {
        return new Mirror(answer);
    }

    /** One that takes requests and never answers. */
    static Mirror silent() {
        Mirror[] self = new Mirror[1];
        self[0] = with((exchange, content) -> self[0].awaitClosing());
        return self[0];
    }

    private void awaitClosing() {
        try {
            closing.await(5, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Sends a body after a header that promises {@code length} bytes. */
    static void send(HttpExchange exchange, long length, byte[] body) throws IOException {
        exchange.sendResponseHeaders(200, length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    URI uri() {
        return URI.create("http://" + server.getAddress().getHostString() + ":"
                + server.getAddress().getPort() + "/data/");
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
