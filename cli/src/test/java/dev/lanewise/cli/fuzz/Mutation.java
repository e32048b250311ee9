package dev.lanewise.cli.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Changes inputs at random, as fuzzers do, by one to four of the changes below; the same ones for the same random numbers. */
final class Mutation {
    private static final int LONGEST = 4096;

    /** Where lengths and counts go wrong. */
    private static final int[] NUMBERS = {
        0, 1, -1, Byte.MAX_VALUE, 255, Short.MAX_VALUE, 65_536, Integer.MAX_VALUE, Integer.MIN_VALUE
    };

    private final List<byte[]> seeds;
    private final SplittableRandom random;

    /** @param seeds not empty */
    Mutation(List<byte[]> seeds, SplittableRandom random) {
        this.seeds = seeds;
        this.random = random;
    }

    /** The next input. */
    byte[] next() {
        byte[] out = seed();
        for (int n = random.nextInt(1, 5); n > 0; n--) {
            out = changed(out);
        }
        return out;
    }

    private byte[] seed() {
        return seeds.get(random.nextInt(seeds.size()));
    }

    private byte[] changed(byte[] input) {
        int at = random.nextInt(input.length + 1);
        int to = Math.min(input.length, at + random.nextInt(1, 33));
        return switch (random.nextInt(8)) {
            case 0 -> Arrays.copyOf(input, at);
            case 1 -> joined(input, at, new byte[0], to); // cut out
            case 2 -> joined(input, to, input, at); // said twice
            case 3 -> joined(input, at, bytes(random.nextInt(1, 9)), at);
            case 4 -> joined(input, at, number(), Math.min(input.length, at + 4));
            case 5 -> joined(input, at, decimal(), to);
            case 6 -> joined(input, at, seed(), input.length);
            default -> flipped(input);
        };
    }

    /** The beginning of an input, something else, and the end of the input. */
    private static byte[] joined(byte[] input, int begin, byte[] middle, int end) {
        byte[] out = new byte[Math.min(LONGEST, begin + middle.length + input.length - end)];
        int length = Math.min(begin, out.length);
        System.arraycopy(input, 0, out, 0, length);
        int inserted = Math.min(middle.length, out.length - length);
        System.arraycopy(middle, 0, out, length, inserted);
        System.arraycopy(input, end, out, length + inserted, out.length - length - inserted);
        return out;
    }

    private byte[] bytes(int count) {
        byte[] out = new byte[count];
        random.nextBytes(out);
        return out;
    }

    /** Of four bytes, the first or the last the highest. */
    private byte[] number() {
        int number = NUMBERS[random.nextInt(NUMBERS.length)];
        int placed = random.nextBoolean() ? number : Integer.reverseBytes(number);
        return new byte[] {(byte) (placed >> 24), (byte) (placed >> 16), (byte) (placed >> 8), (byte) placed};
    }

    private byte[] decimal() {
        return Integer.toString(NUMBERS[random.nextInt(NUMBERS.length)]).getBytes(StandardCharsets.US_ASCII);
    }

    private byte[] flipped(byte[] input) {
        byte[] out = input.clone();
        if (out.length > 0) {
            out[random.nextInt(out.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return out;
    }
}
