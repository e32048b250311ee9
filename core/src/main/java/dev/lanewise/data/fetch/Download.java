package dev.lanewise.data.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Fetches the four files by HTTP, through the proxy that the JDK's properties name, if any. */
record Download(URI mirror, Duration patience, DataListener listener) {
    private static final int CHUNK = 1 << 16;

    /** More than a compressed file can ever have beyond its content. */
    private static final long SLACK = 1 << 20;

    /** Bytes a second: with less, all files together would take hours. A modem has five times as much. */
    private static final double LEAST_RATE = 1024;

    /** Fetches all files into a directory and returns it. The small ones first, to find out soon if nothing comes. */
    Path all(List<DataFile> files, Path directory) throws IOException {
        Progress progress = new Progress();
        List<DataFile> smallFirst = files.reversed();
        progress.watch(patience, () -> {
            for (DataFile each : smallFirst) {
                fetch(each, directory, progress);
            }
        });
        return directory;
    }

    private void fetch(DataFile file, Path directory, Progress progress) throws IOException {
        String name = file.name() + ".gz";
        requireSecure();
        HttpURLConnection connection =
                (HttpURLConnection) mirror.resolve(name).toURL().openConnection(); // follows 20 redirects, none to HTTP
        connection.setConnectTimeout((int) patience.toMillis());
        connection.setReadTimeout((int) patience.toMillis());
        try {
            int status = connection.getResponseCode();
            if (status != HttpURLConnection.HTTP_OK) {
                throw new IOException("the answer was HTTP status " + status);
            }
            try (InputStream in = connection.getInputStream();
                    OutputStream out = Files.newOutputStream(directory.resolve(name))) {
                copy(in, out, file, connection.getContentLengthLong(), progress);
            }
        } catch (UnknownHostException e) {
            throw new IOException("the host " + mirror.getHost() + " is unknown", e);
        } catch (IOException e) {
            throw new IOException(name + ": " + e.getMessage(), e);
        } finally {
            connection.disconnect();
        }
    }

    /** The contents are verified in any case, but nobody else need know what is fetched. */
    private void requireSecure() throws IOException {
        boolean here = InetAddress.getByName(mirror.getHost()).isLoopbackAddress();
        if (!mirror.getScheme().equals("https") && !here) {
            throw new IOException("it is no https address");
        }
    }

    private void copy(InputStream in, OutputStream out, DataFile file, long total, Progress progress)
            throws IOException {
        byte[] buffer = new byte[CHUNK];
        long have = 0;
        long start = System.nanoTime();
        for (int got = in.read(buffer); got >= 0; got = in.read(buffer)) {
            out.write(buffer, 0, got);
            have += got;
            if (have > file.bytes() + SLACK) {
                throw new IOException("the answer is too long");
            }
            double late = (System.nanoTime() - start - patience.toNanos()) * 1e-9;
            if (late > 0 && have < late * LEAST_RATE) {
                throw new IOException("the answer comes too slowly");
            }
            progress.made();
            listener.progress(file.name() + ".gz", have, total);
        }
    }
}
