package dev.lanewise.kernel.choice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanewise.kernel.ReferenceKernels;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JvmTest {
    private static final String HOTSPOT = "OpenJDK 64-Bit Server VM";
    private static final Jvm USUAL = jvm("25.0.3", HOTSPOT, "mixed mode, sharing", 256);

    private static Jvm jvm(String version, String name, String info, int bits) {
        return new Jvm(true, Runtime.Version.parse(version), name, info, "Temurin-25.0.3+9", false, bits, true);
    }

    @Test
    void theUsualJvmHasTheVectorsItPrefers() {
        assertThat(USUAL.obstacle()).isEmpty();
        assertThat(USUAL.objection()).isEmpty();
        assertThat(USUAL.reason()).isEqualTo("the module jdk.incubator.vector is there");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            OpenJDK 64-Bit Server VM  | interpreted mode, sharing           | 512 | without -Xint
            OpenJDK 64-Bit Server VM  | mixed mode, emulated-client         | 512 | without -XX:TieredStopAtLevel
            OpenJDK 64-Bit Server VM  | compiled mode, emulated-client      | 512 | only C1 compiles here
            OpenJDK 64-Bit Server VM  | mixed mode, sharing                 | 64  | vectors have 64 bits here
            Eclipse OpenJ9 VM         | JRE 25 Linux amd64-64-Bit           | 256 | whether 'Eclipse OpenJ9 VM' compiles vectors
            OpenJDK 64-Bit Client VM  | mixed mode                          | 128 | whether 'OpenJDK 64-Bit Client VM' compiles
            OpenJDK 64-Bit Zero VM    | interpreted mode                    | 64  | interprets all code
            """)
    void whereVectorsAreSlowerTheReferenceKernelsAreTaken(String name, String info, int bits, String reason) {
        Jvm jvm = jvm("25.0.3", name, info, bits);
        assertThat(jvm.obstacle()).isEmpty();
        assertThat(jvm.objection()).hasValueSatisfying(text -> assertThat(text).contains(reason));
        assertThat(KernelChoice.reason(new ReferenceKernels(), jvm))
                .startsWith("the simd kernels would be slower: ")
                .contains(reason);
        assertThat(KernelChoice.reason(KernelChoice.choose("simd"), jvm))
                .startsWith("they were asked for; the reference kernels would be faster: ")
                .contains(reason);
    }

    @ParameterizedTest
    @CsvSource({
        "Java HotSpot(TM) 64-Bit Server VM, mixed mode, 128",
        "OpenJDK 64-Bit Server VM, compiled mode, 512",
        "OpenJDK 64-Bit Server VM, mixed mode, 2048"
    })
    void hotSpotWithC2IsTrusted(String name, String info, int bits) {
        assertThat(jvm("26", name, info, bits).objection()).isEmpty();
    }

    @Test
    void unsoundJdksAreRefused() {
        assertThat(jvm("25.0.2", HOTSPOT, "mixed mode", 256).obstacle())
                .hasValueSatisfying(text -> assertThat(text).contains("JDK-8377811", "use JDK 25.0.3 or later"));
        assertThat(jvm("24.0.1", HOTSPOT, "mixed mode", 256).obstacle()).isEmpty();
    }

    @Test
    void withoutFusedMultiplyAddVectorsAreRefused() {
        Jvm without = new Jvm(true, Runtime.version(), HOTSPOT, "mixed mode", "", false, 256, false);
        assertThat(without.obstacle())
                .hasValueSatisfying(text -> assertThat(text).contains("no fused multiply-add"));
        assertThat(KernelChoice.reason(new ReferenceKernels(), without))
                .startsWith("the simd kernels cannot run: this processor, or the JVM that runs on it, has no fused");
    }

    @Test
    void withoutTheModuleNothingElseMatters() {
        Jvm without = new Jvm(false, Runtime.version(), HOTSPOT, "mixed mode", "", false, 0, true);
        assertThat(without.obstacle()).isEqualTo(Optional.of("start the JVM with --add-modules jdk.incubator.vector"));
        assertThat(KernelChoice.reason(new ReferenceKernels(), without))
                .isEqualTo("the simd kernels cannot run: start the JVM with --add-modules jdk.incubator.vector");
    }

    @Test
    void graalIsSlowerThanC2ButFasterThanPlainLoopsAndIsSaidToBe() {
        Jvm oracle =
                new Jvm(true, Runtime.version(), HOTSPOT, "mixed mode", "Oracle GraalVM 25+37.1", false, 256, true);
        Jvm community = new Jvm(true, Runtime.version(), HOTSPOT, "mixed mode", "Temurin-25.0.3+9", true, 256, true);
        for (Jvm each : new Jvm[] {oracle, community}) {
            assertThat(each.objection()).isEmpty();
            assertThat(each.reason()).contains("Graal compiles it", "a quarter of the speed that C2 gives");
        }
    }
}
