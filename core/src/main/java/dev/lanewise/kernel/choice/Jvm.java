package dev.lanewise.kernel.choice;

import dev.lanewise.kernel.Fma;
import dev.lanewise.kernel.simd.SimdKernels;
import java.util.Optional;

/**
 * What of a JVM decides whether vector code runs on it, and runs well. Figures are of two hidden layers of 256 units on one
 * thread of a Zen 5, of JDK 25.0.3, unless said: samples a second with the simd and with the reference kernels.
 *
 * @param vectorModule whether {@code jdk.incubator.vector} is there
 * @param name {@code java.vm.name}
 * @param info {@code java.vm.info}: how code is run
 * @param vendorVersion {@code java.vendor.version}
 * @param graal whether Graal is there as a module, to be used as the compiler
 * @param vectorBits the width of the vectors that the JVM prefers; 0 without the module
 * @param hardwareFma whether {@code fma} is one instruction
 */
record Jvm(
        boolean vectorModule,
        Runtime.Version version,
        String name,
        String info,
        String vendorVersion,
        boolean graal,
        int vectorBits,
        boolean hardwareFma) {
    static final String MODULE = "jdk.incubator.vector";

    /** JDK 25.0.0–25.0.2 corrupt memory under G1 with native callers (JDK-8377811). */
    private static final Runtime.Version FIRST_SOUND = Runtime.Version.parse("25.0.3");

    /** A whole vector of the narrowest kind that every operation of ours has. */
    private static final int LEAST_BITS = 128;

    /** The one we run on. */
    static Jvm running() {
        boolean there = vectorModuleIsThere();
        return new Jvm(
                there,
                Runtime.version(),
                System.getProperty("java.vm.name", ""),
                System.getProperty("java.vm.info", ""),
                System.getProperty("java.vendor.version", ""),
                ModuleLayer.boot().findModule("jdk.graal.compiler").isPresent(),
                there ? preferredBits() : 0,
                Fma.HARDWARE);
    }

    /** By a class of it, because a module that is loaded late is in no layer that could be asked. */
    private static boolean vectorModuleIsThere() {
        try {
            Class.forName(MODULE + ".Vector", false, Jvm.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    /** In a method of its own so that the class is linked only where its module is there. */
    private static int preferredBits() {
        return SimdKernels.preferredBits();
    }

    /** Why the simd kernels cannot run at all, and what to do. */
    Optional<String> obstacle() {
        if (!vectorModule) {
            return Optional.of("start the JVM with --add-modules " + MODULE);
        }
        if (version.feature() == FIRST_SOUND.feature() && version.compareTo(FIRST_SOUND) < 0) {
            return Optional.of(
                    "JDK " + version + " can corrupt memory (JDK-8377811); use JDK " + FIRST_SOUND + " or later");
        }
        if (!hardwareFma) {
            // with vectors 10 samples a second, as the JDK computes each lane by BigDecimal, and with plain loops 4,100
            return Optional.of(
                    "this processor, or the JVM that runs on it, has no fused multiply-add; use a processor with FMA,"
                            + " let the virtual machine pass it on, or start the JVM without -XX:-UseFMA and -XX:UseAVX=0");
        }
        return Optional.empty();
    }

    /** Why the simd kernels would run, but slower than the reference kernels, and what to do. */
    Optional<String> objection() {
        if (info.contains("interpreted")) {
            // 133 and 762, with 64 units
            return Optional.of("this JVM interprets all code, which is slower with vectors; start it without -Xint");
        }
        if (info.contains("emulated-client")) {
            // 269 and 540
            return Optional.of("only C1 compiles here, which does not know vectors; start the JVM without"
                    + " -XX:TieredStopAtLevel or -XX:CompilationMode");
        }
        if (!name.contains("Server VM")) {
            return Optional.of("nobody has measured whether " + (name.isEmpty() ? "this JVM" : "'" + name + "'")
                    + " compiles vectors; use a HotSpot JVM, or ask for the simd kernels and see");
        }
        if (vectorBits < LEAST_BITS) {
            // 370 and 1364, with -XX:MaxVectorSize=8
            return Optional.of("vectors have " + vectorBits + " bits here, and pay off from " + LEAST_BITS
                    + "; use a processor with longer ones, or start the JVM without -XX:MaxVectorSize");
        }
        return Optional.empty();
    }

    /** Why the simd kernels run here. */
    String reason() {
        String there = "the module " + MODULE + " is there";
        return compiledByGraal()
                // Graal 25.0.2: 32,000 and 1,200, where C2 has 131,000
                ? there + "; Graal compiles it, which on x86-64 gave a quarter of the speed that C2 gives"
                : there;
    }

    private boolean compiledByGraal() {
        return graal || vendorVersion.contains("GraalVM");
    }
}
