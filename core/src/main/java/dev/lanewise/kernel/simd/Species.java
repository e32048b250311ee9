package dev.lanewise.kernel.simd;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** The one place that decides the vector shape; everything else in this package follows from it. */
final class Species {
    /** Vectors wider than a half panel would leave no two vectors to a panel row. */
    private static final VectorShape SHAPE = shape();

    static final VectorSpecies<Float> FLOAT = VectorSpecies.of(float.class, SHAPE);
    static final VectorSpecies<Integer> INT = VectorSpecies.of(int.class, SHAPE);
    static final VectorSpecies<Long> LONG = VectorSpecies.of(long.class, SHAPE);

    /** As many bytes as there are floats in a vector; 8 at least, as there is no smaller species. */
    static final VectorSpecies<Byte> BYTE = FLOAT.length() == 16 ? ByteVector.SPECIES_128 : ByteVector.SPECIES_64;

    static final int LANES = FLOAT.length();

    /**
     * Whether there are 32 vector registers, as 512-bit vectors imply on x86 and every AArch64 has; narrower vectors on x86 are
     * taken for AVX2 or SSE with their 16.
     */
    static final boolean MANY_REGISTERS =
            LANES == 16 || System.getProperty("os.arch").equals("aarch64");

    private Species() {}

    private static VectorShape shape() {
        int bits = FloatVector.SPECIES_PREFERRED.vectorBitSize();
        if (bits >= 512) {
            return VectorShape.S_512_BIT;
        }
        return bits >= 256 ? VectorShape.S_256_BIT : VectorShape.S_128_BIT;
    }
}
