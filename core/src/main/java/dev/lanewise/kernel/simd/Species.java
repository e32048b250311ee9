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

    /**
     * Whether there are 32 vector registers, as 512-bit vectors imply on x86 and all else that the JDK makes vectors for has;
     * narrower vectors on x86 are taken for AVX2 or SSE with their 16.
     */
    static final boolean MANY_REGISTERS = manyRegisters(System.getProperty("os.arch"), LANES);

    private Species() {}

    /** AArch64, RISC-V and s390x have 32, POWER more. */
    static boolean manyRegisters(String architecture, int lanes) {
        boolean x86 = architecture.equals("amd64") || architecture.equals("x86_64") || architecture.equals("x86");
        return lanes == 16 || !x86;
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
