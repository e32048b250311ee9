package dev.lanewise.cli.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the live view answers. */
class SweepServerTest {
    private static final int MILLIS = 20_000;
    private static SweepServer server;
    private static int port;

    @BeforeAll
    static void start() {
        server = new SweepServer(() -> "the page");
        port = URI.create(server.address()).getPort();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String answer(String request, String host) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), MILLIS);
            socket.setSoTimeout(MILLIS);
            String text = request + " HTTP/1.1\r\nHost: " + host + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void pageIsServedToThisMachineByItsOwnName() throws IOException {
        for (String name : List.of("127.0.0.1", "localhost")) {
            assertThat(answer("GET /", name + ":" + port))
                    .startsWith("HTTP/1.1 200")
                    .endsWith("the page");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "HEAD", "OPTIONS", "TRACE"})
    void noMethodButGetIsAnswered(String method) throws IOException {
        assertThat(answer(method + " /", "localhost:" + port))
                .startsWith("HTTP/1.1 405")
                .doesNotContain("the page");
    }

    @ParameterizedTest
    @CsvSource({"/etc/passwd, 404", "/../../etc/passwd, 404", "/index.html, 404"})
    void nothingButThePageIsServed(String path, int status) throws IOException {
        assertThat(answer("GET " + path, "localhost:" + port))
                .startsWith("HTTP/1.1 " + status)
                .doesNotContain("the page");
    }

    @ParameterizedTest
    @ValueSource(strings = {"example.org", "example.org:80", "127.0.0.1", "localhost.example.org"})
    void pageOfAnotherNameThatPointsHereGetsNothing(String host) throws IOException {
        assertThat(answer("GET /", host)).startsWith("HTTP/1.1 403").doesNotContain("the page");
    }

    @Test
    void itListensOnNoOtherAddress() throws IOException {
        for (NetworkInterface each : NetworkInterface.networkInterfaces().toList()) {
            for (InetAddress address :
                    each.inetAddresses().filter(one -> !one.isLoopbackAddress()).toList()) {
                try (Socket socket = new Socket()) {
                    assertThatThrownBy(() -> socket.connect(new InetSocketAddress(address, port), MILLIS))
                            .isInstanceOf(IOException.class);
                }
            }
        }
    }
}
