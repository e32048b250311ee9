package dev.lanewise.model;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that people give for models are told what they are. */
class ForeignFilesTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    PK\\3\\4 and what follows | is a pickle of PyTorch
                    \\200\\2}q\\0. | is a pickle of PyTorch
                    \\200\\4}. | is a pickle of Python
                    \\211HDF\\r\\n\\32\\n and what follows | is an HDF5 file, as Keras writes it
                    GGUF\\3\\0\\0\\0 and what follows | is a GGUF file
                    \\37\\213\\10\\0 and what follows | is compressed by gzip; decompress it
                    <!DOCTYPE html> | is a page of HTML or XML
                    """)
    void filesOfOtherKindsAreNamed(String escaped, String reason) throws IOException {
        Path file = directory.resolve("model.pt");
        Files.writeString(file, escaped.translateEscapes(), StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> ModelFile.load(file))
                .isInstanceOf(ModelFileException.class)
                .hasMessageStartingWith("model file " + file + " " + reason);
    }

    @Test
    void aFileThatSaysTheLengthOfItsHeaderAsZipFilesBeginIsStillSafetensors() throws IOException {
        Path file = directory.resolve("model.safetensors");
        Files.writeString(file, "PK\003\004\0\0\0\0{", StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> ModelFile.load(file)).hasMessageContaining("is cut short");
    }

    @Test
    void whatIsNoFileIsNotOpened() {
        assertThatThrownBy(() -> ModelFile.load(Path.of("/dev/zero")))
                .isInstanceOf(ModelFileException.class)
                .hasMessageContaining("is no file, but a pipe or device");
    }
}
