package dev.lanewise.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lanewise.model.Safetensors.Contents;
import dev.lanewise.model.Safetensors.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafetensorsTest {
    @TempDir
    private Path directory;

    private Path file() {
        return directory.resolve("model.safetensors");
    }

    private static Contents contents() {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        tensors.put("b", new Tensor(new long[] {2, 3}, new float[] {1, -0f, Float.NaN, 4, 1e-45f, -6}));
        tensors.put("a", new Tensor(new long[] {1}, new float[] {7}));
        tensors.put("none", new Tensor(new long[] {0, 5}, new float[0]));
        return new Contents(tensors, Map.of("note", "\"quoted\" \\ \n\t\u0001 ünïcode 🙂", "empty", ""));
    }

    @Test
    void whatIsWrittenIsRead() throws IOException {
        Safetensors.write(file(), contents());
        Contents read = Safetensors.read(file());
        assertThat(read.metadata()).isEqualTo(contents().metadata());
        assertThat(read.tensors().keySet()).containsExactly("b", "a", "none");
        contents().tensors().forEach((name, tensor) -> {
            assertThat(read.tensors().get(name).shape()).isEqualTo(tensor.shape());
            assertThat(read.tensors().get(name).data()).isEqualTo(tensor.data());
        });
    }

    @Test
    void theFormatIsThatOfSafetensors() throws IOException {
        Safetensors.write(
                file(),
                new Contents(Map.of("w", new Tensor(new long[] {1, 2}, new float[] {1f, -2f})), Map.of("k", "v")));
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file())).order(ByteOrder.LITTLE_ENDIAN);
        byte[] header = new byte[(int) bytes.getLong()];
        bytes.get(header);
        assertThat(header.length % 8).isZero();
        assertThat(new String(header, StandardCharsets.UTF_8).strip())
                .isEqualTo("{\"__metadata__\":{\"k\":\"v\"},"
                        + "\"w\":{\"dtype\":\"F32\",\"shape\":[1,2],\"data_offsets\":[0,8]}}");
        assertThat(bytes.getFloat()).isEqualTo(1f);
        assertThat(bytes.getFloat()).isEqualTo(-2f);
        assertThat(bytes.hasRemaining()).isFalse();
    }

    @Test
    void theSameContentsGiveTheSameBytes() throws IOException {
        Safetensors.write(file(), contents());
        byte[] first = Files.readAllBytes(file());
        Safetensors.write(file(), contents());
        assertThat(Files.readAllBytes(file())).isEqualTo(first);
    }

    @Test
    void aFileCutShortAnywhereIsRefused() throws IOException {
        Safetensors.write(file(), contents());
        byte[] whole = Files.readAllBytes(file());
        for (int length = 0; length < whole.length; length++) {
            Files.write(file(), Arrays.copyOf(whole, length));
            refused("is cut short; write or copy it again");
        }
        Files.write(file(), Arrays.copyOf(whole, whole.length + 1));
        refused("is too long; copy it again");
    }

    @Test
    void filesThatAreNotThereOrCannotBeReadAreNamed() throws IOException {
        refused("does not exist; check the path");
        Files.createDirectory(file());
        refused("cannot be read (Is a directory); give a readable file");
    }

    @ParameterizedTest
    @ValueSource(longs = {4L << 30, -1, Long.MIN_VALUE, Long.MAX_VALUE, 0, 1, 100_000_001})
    void headersOfAbsurdLengthAreRefusedWithoutReadingThem(long length) throws IOException {
        Files.write(
                file(),
                ByteBuffer.allocate(64)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(length)
                        .array());
        refused("is not a safetensors file: its header would be " + Long.toUnsignedString(length) + " bytes");
    }

    /** With 24 bytes of data. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {"a":{"dtype":"F32","shape":[6],"data_offsets":[-8,16]}} | 'a' has a shape that does not fit
                    {"a":{"dtype":"F32","shape":[6],"data_offsets":[24,0]}} | 'a' has a shape that does not fit
                    {"a":{"dtype":"F32","shape":[6],"data_offsets":[0]}} | 'a' has a shape that does not fit
                    {"a":{"dtype":"F32","shape":[6],"data_offsets":[-9223372036854775808,24]}} | 'a' has a shape
                    {"a":{"dtype":"F32","shape":[5],"data_offsets":[0,24]}} | 'a' has a shape that does not fit
                    {"a":{"dtype":"F32","shape":[-6],"data_offsets":[0,24]}} | 'a' has a shape that does not fit
                    {"a":{"dtype":"F32","shape":[-2,-3],"data_offsets":[0,24]}} | 'a' has a shape that does not fit
                    {"a":{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,0]}} | 'a' has a shape
                    {"a":{"dtype":"F32","shape":[2305843009213693952,4],"data_offsets":[0,0]}} | 'a' has a shape
                    {"a":{"dtype":"F32","shape":[1000000000],"data_offsets":[0,4000000000]}} | 'a' has a shape
                    {"a":{"dtype":"F32","shape":[400000000],"data_offsets":[0,1600000000]}} | cut short
                    {"a":{"dtype":"F64","shape":[3],"data_offsets":[0,24]}} | 'a' is of type F64, not F32, F16 or BF16 (PyTorch's model.float() makes
                    {"a":{"dtype":"F16","shape":[6],"data_offsets":[0,24]}} | 'a' has a shape that does not fit
                    {"a":{"shape":[6],"data_offsets":[0,24]}} | 'a' is of type null, not F32, F16 or BF16
                    {"a":{"dtype":"F32","data_offsets":[0,24]}} | 'a' lacks a list of whole numbers
                    {"a":{"dtype":"F32","shape":["6"],"data_offsets":[0,24]}} | 'a' lacks a list of whole numbers
                    {"a":{"dtype":"F32","shape":6,"data_offsets":[0,24]}} | 'a' lacks a list of whole numbers
                    {"a":{"dtype":"F32","shape":[6],"data_offsets":{}}} | 'a' lacks a list of whole numbers
                    {"a":[]} | 'a' is not an object
                    {"a":"F32"} | 'a' is not an object
                    {"__metadata__":7} | '__metadata__' is not an object
                    {"__metadata__":{"a":7}} | the metadata are not all strings
                    {"a":{"dtype":"F32","shape":[4],"data_offsets":[0,16]},"b":{"dtype":"F32","shape":[4],"data_offsets":[8,24]}} | 'b' does not begin where
                    {"a":{"dtype":"F32","shape":[6],"data_offsets":[0,24]},"b":{"dtype":"F32","shape":[6],"data_offsets":[0,24]}} | 'b' does not begin where
                    {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[2],"data_offsets":[16,24]}} | 'b' does not begin where
                    {"a":{"dtype":"F32","shape":[2],"data_offsets":[16,24]}} | 'a' does not begin where
                    {"a":{"dtype":"F32","shape":[5],"data_offsets":[0,20]}} | too long
                    {} | too long
                    {"a":{"dtype":"F32","shape":[6],"data_offsets":[0,24]},"a":{"dtype":"F32","shape":[6],"data_offsets":[0,24]}} | the name "a" stands twice
                    {"a":{"dtype":"F32","dtype":"F32","shape":[6],"data_offsets":[0,24]}} | the name "dtype" stands twice
                    [] | expected '{' at character 0
                    nonsense | expected '{' at character 0
                    """)
    void hostileHeadersAreRefused(String header, String reason) throws IOException {
        writeHeader(header, 24);
        refused(reason);
    }

    @Test
    void deepNestingIsRefusedAndNotFollowed() throws IOException {
        writeHeader("{\"a\":" + "[".repeat(1_000_000), 0);
        refused("expected less nesting");
        writeHeader("{\"a\":".repeat(1_000_000), 0);
        refused("expected less nesting");
    }

    @Test
    void tensorsMayStandInAnotherOrderThanTheirData() throws IOException {
        writeHeader(
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[4,12]},"
                        + "\"b\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[0,4]}}",
                12);
        assertThat(Safetensors.read(file()).tensors().get("b").data()).hasSize(1);
        assertThat(Safetensors.read(file()).tensors().get("a").data()).hasSize(2);
    }

    @Test
    void halfPrecisionIsReadExactly() throws IOException {
        String header = "{\"a\":{\"dtype\":\"F16\",\"shape\":[4],\"data_offsets\":[0,8]},"
                + "\"b\":{\"dtype\":\"BF16\",\"shape\":[2,2],\"data_offsets\":[8,16]}}";
        ByteBuffer data = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
        for (int bits : new int[] {0x3C00, 0xC000, 0x0001, 0x7BFF, 0x3F80, 0xC000, 0x0001, 0x7F7F}) {
            data.putShort((short) bits);
        }
        writeHeader(header, 16);
        byte[] whole = Files.readAllBytes(file());
        System.arraycopy(data.array(), 0, whole, whole.length - 16, 16);
        Files.write(file(), whole);
        Map<String, Tensor> tensors = Safetensors.read(file()).tensors();
        assertThat(tensors.get("a").data()).containsExactly(1, -2, 0x1p-24f, 65504);
        assertThat(tensors.get("b").data()).containsExactly(1, -2, 0x1p-133f, 0x1.FEp127f);
    }

    @Test
    void aWriteThatFailsLeavesTheEarlierFileAndNothingElse() throws IOException {
        Files.createDirectory(file());
        Files.writeString(file().resolve("kept"), "kept");
        assertThatThrownBy(() -> Safetensors.write(file(), contents())).isInstanceOf(IOException.class);
        assertThat(directory).isDirectoryContaining(each -> each.equals(file()));
        try (var all = Files.list(directory)) {
            assertThat(all).containsExactly(file());
        }
    }

    @Test
    void othersMayReadTheFileAsFarAsTheUserLetsThemReadNewFiles() throws IOException {
        Path other = Files.writeString(directory.resolve("other"), "");
        Safetensors.write(file(), contents());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo(PosixFilePermissions.toString(Files.getPosixFilePermissions(other)));
    }

    private void writeHeader(String header, int data) throws IOException {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        Files.write(
                file(),
                ByteBuffer.allocate(8 + text.length + data)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(text.length)
                        .put(text)
                        .array());
    }

    private void refused(String reason) {
        assertThatThrownBy(() -> Safetensors.read(file()))
                .isInstanceOf(ModelFileException.class)
                .hasMessageStartingWith("model file " + file() + " ")
                .hasMessageContaining(reason)
                .message()
                .doesNotContain("Exception", "java.", "\n");
    }
}
