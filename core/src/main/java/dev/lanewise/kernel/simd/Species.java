package dev.lanewise.kernel.simd;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** The one place that decides the vector shape; everything else in this package follows from it. */
final class Species {
    /** No wider than half a panel, as tiles take two vectors of a panel's row. */
    private static final VectorShape SHAPE = shape();

    static final VectorSpecies<Float> FLOAT = VectorSpecies.of(float.class, SHAPE);
    static final VectorSpecies<Integer> INT = VectorSpecies.of(int.class, SHAPE);
    static final VectorSpecies<Long> LONG = VectorSpecies.of(long.class, SHAPE);

    /** As many bytes as there are floats in a vector; 8 at least, as there is no smaller species. */
    static final VectorSpecies<Byte> BYTE = FLOAT.length() == 16 ? ByteVector.SPECIES_128 : ByteVector.SPECIES_64;

    static final int LANES = FLOAT.length();

    /** Whether this is an x86 processor, where a fence between loads is no instruction. */
    static final boolean X86 = isX86(System.getProperty("os.arch"));

    /** Rows of a packed tile: as many as 16 vector registers have room for, or a few more where vectors of 512 bits come with 32. */
    static final int PACKED_ROWS = LANES == 16 ? 8 : 6;

    /** Whether {@link GroupedTiles} are for these vectors: they can move chosen lanes to the front, and there are 32 of them. */
    static final boolean GROUPED = X86 && LANES == 16;

    private Species() {}

    static boolean isX86(String architecture) {
        return architecture.equals("amd64") || architecture.equals("x86_64") || architecture.equals("x86");
    }

    /** The length of the vectors that this JVM prefers, which may be longer or shorter than those used here. */
    static int preferredBits() {
        return FloatVector.SPECIES_PREFERRED.vectorBitSize();
    }

    private static VectorShape shape() {
        int bits = preferredBits();
        if (bits >= 512) {
            return VectorShape.S_512_BIT;
        }
        return bits >= 256 ? VectorShape.S_256_BIT : VectorShape.S_128_BIT;
    }
}
