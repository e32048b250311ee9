package dev.lanewise.cli.fault;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;

/** An open file, or folder, of a {@link Disk}. */
final class FaultyChannel extends FileChannel {
    private final Disk disk;
    private final Path path;
    private final FileChannel real;

    FaultyChannel(Disk disk, Path path, FileChannel real) {
        this.disk = disk;
        this.path = path;
        this.real = real;
    }

    private ByteBuffer head(ByteBuffer from) throws IOException {
        int size = disk.writable(from.remaining());
        ByteBuffer out = from.slice(from.position(), size);
        from.position(from.position() + size);
        return out;
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
        return real.write(head(from));
    }

    @Override
    public int write(ByteBuffer from, long position) throws IOException {
        return real.write(head(from), position);
    }

    @Override
    public long write(ByteBuffer[] from, int offset, int length) {
        throw new UnsupportedOperationException();
    }

    /** The real one is not asked: that would only take time. */
    @Override
    public void force(boolean metadata) throws IOException {
        disk.operation(false);
        disk.synced(path);
    }

    @Override
    public FileChannel truncate(long size) throws IOException {
        disk.operation(false);
        real.truncate(size);
        return this;
    }

    @Override
    public int read(ByteBuffer to) throws IOException {
        return real.read(to);
    }

    @Override
    public long read(ByteBuffer[] to, int offset, int length) throws IOException {
        return real.read(to, offset, length);
    }

    @Override
    public int read(ByteBuffer to, long position) throws IOException {
        return real.read(to, position);
    }

    @Override
    public long position() throws IOException {
        return real.position();
    }

    @Override
    public FileChannel position(long position) throws IOException {
        real.position(position);
        return this;
    }

    @Override
    public long size() throws IOException {
        return real.size();
    }

    @Override
    public long transferTo(long position, long count, WritableByteChannel to) throws IOException {
        return real.transferTo(position, count, to);
    }

    @Override
    public long transferFrom(ReadableByteChannel from, long position, long count) {
        throw new UnsupportedOperationException();
    }

    @Override
    public MappedByteBuffer map(MapMode mode, long position, long size) {
        throw new UnsupportedOperationException();
    }

    @Override
    public FileLock lock(long position, long size, boolean shared) throws IOException {
        return real.lock(position, size, shared);
    }

    @Override
    public FileLock tryLock(long position, long size, boolean shared) throws IOException {
        return real.tryLock(position, size, shared);
    }

    @Override
    protected void implCloseChannel() throws IOException {
        real.close();
    }
}
