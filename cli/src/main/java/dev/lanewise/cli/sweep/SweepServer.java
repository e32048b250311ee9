package dev.lanewise.cli.sweep;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.lanewise.cli.base.CliException;
import dev.lanewise.cli.base.ExitCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * Serves one page, that of a sweep while it goes on, to browsers on this machine. A request must name this machine as its host: else a
 * stranger's web site could have its own name point to this machine, and read the page through the user's browser (DNS rebinding).
 */
public final class SweepServer implements AutoCloseable {
    private static final int NOT_FOUND = 404;
    private static final int NOT_ALLOWED = 405;
    private static final int FORBIDDEN = 403;

    private final HttpServer server;
    private final ExecutorService pool = Executors.newSingleThreadExecutor();
    private final Supplier<String> page;

    /**
     * Begins to serve, at a port that is free.
     *
     * @param page what is served; asked for each time, by another thread
     * @throws CliException if there is none
     */
    public SweepServer(Supplier<String> page) {
        this.page = page;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new CliException(
                    ExitCode.OUTPUT, "--watch: no port of this machine can be opened (" + e.getMessage() + ")", e);
        }
        server.createContext("/", this::answer);
        server.setExecutor(pool);
        server.start();
    }

    /** Where the page is. */
    public String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            int refusal = refusal(exchange);
            if (refusal != 0) {
                exchange.sendResponseHeaders(refusal, -1);
                return;
            }
            byte[] body = page.get().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
            exchange.getResponseHeaders().set("Cache-Control", "no-store");
            exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    /** The status of what is not answered, else 0. */
    private int refusal(HttpExchange exchange) {
        int port = server.getAddress().getPort();
        String host = exchange.getRequestHeaders().getFirst("Host");
        if (!exchange.getRemoteAddress().getAddress().isLoopbackAddress()
                || !List.of("127.0.0.1:" + port, "localhost:" + port).contains(host)) {
            return FORBIDDEN;
        }
        if (!exchange.getRequestMethod().equals("GET")) {
            return NOT_ALLOWED;
        }
        return exchange.getRequestURI().getPath().equals("/") ? 0 : NOT_FOUND;
    }

    /** Ends at once. */
    @Override
    public void close() {
        server.stop(0);
        pool.shutdownNow();
    }
}
