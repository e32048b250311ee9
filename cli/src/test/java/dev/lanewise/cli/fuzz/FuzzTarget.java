package dev.lanewise.cli.fuzz;

import dev.lanewise.cli.image.Pictures;
import dev.lanewise.cli.option.ConfigFile;
import dev.lanewise.cli.plugin.Plugins;
import dev.lanewise.cli.run.RunConfig;
import dev.lanewise.cli.runfile.Resumed;
import dev.lanewise.cli.runfile.RunFolder;
import dev.lanewise.cli.runfile.SavedRun;
import dev.lanewise.cli.table.CsvFile;
import dev.lanewise.cli.table.SchemaFinder;
import dev.lanewise.data.Idx;
import dev.lanewise.data.IdxFile;
import dev.lanewise.data.LabelledImages;
import dev.lanewise.model.ModelFile;
import dev.lanewise.model.Safetensors;
import dev.lanewise.nn.Sequential;
import dev.lanewise.registry.RegularizerSpecs;
import dev.lanewise.registry.Regularizers;
import dev.lanewise.spi.RegularizerProvider;
import dev.lanewise.train.Trainer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** What takes bytes from outside, each fed with any bytes. */
enum FuzzTarget {
    /** An IDX file, as images and as labels. */
    IDX(24) {
        @Override
        void read(byte[] input, Path folder) throws IOException {
            Path file = Files.write(folder.resolve("data-idx"), input);
            IdxFile idx = IdxFile.read(file);
            if (input.length % 2 == 0) {
                Idx.images(idx, Idx.levels(idx));
            } else {
                Idx.labels(idx);
            }
        }
    },

    /** An IDX file, compressed; an input that is no gzip file is compressed first. */
    GZIP(2200) {
        @Override
        void read(byte[] input, Path folder) throws IOException {
            boolean raw = input.length > 1 && input[0] == 0x1F;
            IdxFile.read(Files.write(folder.resolve("data-idx.gz"), raw ? input : gzip(input)));
        }
    },

    SAFETENSORS(64) {
        @Override
        void read(byte[] input, Path folder) throws IOException {
            Safetensors.read(Files.write(folder.resolve("a.safetensors"), input));
        }
    },

    /** A network in safetensors of any program. */
    MODEL(200) {
        @Override
        void read(byte[] input, Path folder) throws IOException {
            ModelFile.load(Files.write(folder.resolve("a.safetensors"), input));
        }
    },

    ONNX(200) {
        @Override
        void read(byte[] input, Path folder) throws IOException {
            ModelFile.load(Files.write(folder.resolve("a.onnx"), input));
        }
    },

    /** What {@code run.json} says. */
    JSON(400) {
        @Override
        void read(byte[] input, Path folder) throws IOException {
            Files.write(folder.resolve(RunFolder.RUN), input);
            SavedRun.load(folder, remark -> {}, (status, config, net, epochs) -> null);
        }
    },

    /** A configuration file, of properties or JSON. */
    PROPERTIES(400) {
        @Override
        void read(byte[] input, Path folder) throws IOException {
            boolean json = input.length > 0 && input[0] == '{';
            Path file = Files.write(folder.resolve(json ? "c.json" : "c.properties"), input);
            RunConfig.of(ConfigFile.read(file, Set.of("hidden", "epochs", "seed", "regularizer", "schedule", "loss")));
        }
    },

    CSV(400) {
        @Override
        void read(byte[] input, Path folder) throws IOException {
            Path file = Files.write(folder.resolve("t.csv"), input);
            SchemaFinder.features(CsvFile.read(file, input.length % 2 == 0));
        }
    },

    SPEC(2000) {
        @Override
        void read(byte[] input, Path folder) {
            BUILT_IN.create(RegularizerSpecs.parse(new String(input, StandardCharsets.UTF_8)), 2);
        }
    },

    /** The checkpoint in a folder, to go on from. */
    CHECKPOINT(400) {
        @Override
        void read(byte[] input, Path folder) throws IOException {
            Path file = Files.write(folder.resolve(RunFolder.CHECKPOINT), input);
            Resumed.from(folder);
            Trainer.sgd(0.1f)
                    .batchSize(4)
                    .epochs(3)
                    .threads(1)
                    .resume(file)
                    .fit(Sequential.mlp(new int[] {2}, 2), IMAGES, null);
        }
    },

    PICTURE(600) {
        /** A byte may stand for thousands of pixels, of which 2,048 x 2,048 are kept at most, in a few copies. */
        @Override
        long mostBytes(int input) {
            return super.mostBytes(input) + 2_048L * 2_048 * 24;
        }

        @Override
        void read(byte[] input, Path folder) throws IOException {
            new Pictures(8, 8, Optional.empty(), List.of("a", "b")).read(Files.write(folder.resolve("p.png"), input));
        }
    },

    /** A jar: an input that is no zip file becomes the manifest and the service file of one, divided by a zero byte. */
    PLUGIN(400) {
        @Override
        void read(byte[] input, Path folder) throws IOException {
            boolean zip = input.length > 1 && input[0] == 'P' && input[1] == 'K';
            Plugins.load(Files.write(folder.resolve("p.jar"), zip ? input : jar(input)));
        }
    };

    /** What any of them may take whatever the input: buffers, the JDK's inflaters. */
    private static final long FIXED_BYTES = 96 << 20;

    private static final Regularizers BUILT_IN = Regularizers.installed();
    private static final LabelledImages IMAGES = new LabelledImages(new byte[32], new byte[8], 2, 2, List.of("a", "b"));

    private final int perByte;

    /** @param perByte how many bytes may be allocated for each of the input; a decompressor makes a thousand of one */
    FuzzTarget(int perByte) {
        this.perByte = perByte;
    }

    /** Reads it; only exceptions that are meant for users may be thrown. */
    abstract void read(byte[] input, Path folder) throws IOException;

    long mostBytes(int input) {
        return FIXED_BYTES + (long) perByte * input;
    }

    private static byte[] gzip(byte[] input) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(input);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static byte[] jar(byte[] input) throws IOException {
        int zero = 0;
        while (zero < input.length && input[zero] != 0) {
            zero++;
        }
        Map<String, byte[]> entries = Map.of(
                "META-INF/MANIFEST.MF",
                Arrays.copyOf(input, zero),
                "META-INF/services/" + RegularizerProvider.class.getName(),
                Arrays.copyOfRange(input, Math.min(input.length, zero + 1), input.length));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> each : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(each.getKey()));
                zip.write(each.getValue());
            }
        }
        return out.toByteArray();
    }
}
