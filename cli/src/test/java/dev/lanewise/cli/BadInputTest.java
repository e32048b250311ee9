package dev.lanewise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each bad input gets one sentence that names it and says what to do, the documented exit code, and nothing is written. */
class BadInputTest {
    @TempDir
    static Path temporary;

    private static Path data;
    private static Path model;

    @BeforeAll
    static void trainOnce() throws IOException {
        data = TinyData.write(temporary.resolve("data"));
        Path run = temporary.resolve("run");
        assertThat(train("--epochs", "1", "--out", run.toString()).code()).isZero();
        model = run.resolve("model.safetensors");
    }

    private static Outcome train(String... more) {
        return Outcome.of(Outcome.with(List.of("train", "--data", data.toString(), "--hidden", "9,5"), more));
    }

    private static void isRefused(Outcome outcome, int code, String... parts) {
        assertThat(outcome.code()).as(outcome.err()).isEqualTo(code);
        assertThat(outcome.out()).isEmpty();
        List<String> said = outcome.err().lines().toList();
        assertThat(said).hasSize(1);
        assertThat(said.getFirst()).startsWith("lanewise: ").contains(parts).doesNotContain("Exception");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    --regularizer   | dropot:0.5       | did you mean 'dropout'?
                    --regularizer   | DROPOUT:0.5      | did you mean 'dropout'?
                    --regularizer   | Dropout(0.5)     | did you mean 'dropout:0.5'?
                    --regularizer   | Dropout (p=0.2, 0.5) | did you mean 'dropout:p=0.2, 0.5'?
                    --regularizer   | dropout=0.5      | did you mean 'dropout:0.5'?
                    --regularizer   | l1:1+l2=1e-4     | did you mean 'l2:1e-4'?
                    --regularizer   | weight_decay 0.1 | did you mean 'weight-decay:0.1'?
                    --regularizer   | GaussianDropout(.1 | did you mean 'gaussian-dropout:.1'?
                    --regularizer   | (0.5)            | unknown regularizer '(0.5)'; use activity-l1,
                    --regularizer   | dropout:1.5      | must be from 0 to 1, but is 1.5
                    --regularizer   | dropout:abc      | must be a number from 0 to 1, but is 'abc'
                    --regularizer   | dropout:         | nothing after the colon
                    --regularizer   | dropout:.1,.2,.3 | the network has 2 hidden layers
                    --regularizer   | dropout:NaN      | must be a number from 0 to 1
                    --hidden        | 0                | must be layers of 1 to 65,536 units
                    --hidden        | 256,,256         | has an empty part
                    --hidden        | 8x               | must be layers of 1 to 65,536 units
                    --hidden        | 8x2x2            | must be layers of 1 to 65,536 units
                    --hidden        | 9999999999       | must be layers of 1 to 65,536 units
                    --hidden        | 8x2000           | has 2,000 layers of 8 units in '8x2000'; did you mean 8,2000?
                    --hidden        | 4,256x256        | has 256 layers of 256 units in '256x256'; did you mean 256,256?
                    --hidden        | 65536x2          | than a Java array can hold
                    --loss          | mean-squared-error | is for tables with values or labels, but each image
                    --loss          | huber:1          | is for tables with values or labels, but each image
                    --loss          | binary-cross-entropy | is for tables with values or labels, but each image
                    --epochs        | -3               | must be a whole number from 1
                    --epochs        | 2.5              | must be a whole number from 1
                    --batch-size    | 0                | must be a whole number from 1
                    --learning-rate | NaN              | must be a number greater than 0
                    --learning-rate | -1               | must be a number greater than 0
                    --learning-rate | Infinity         | must be a number greater than 0
                    --learning-rate | fast             | must be a number greater than 0
                    --optimizer     | sdg              | must be one of sgd, momentum
                    --momentum      | 0.5              | has no effect with --optimizer sgd
                    --init          | normal:0         | must be positive
                    --init          | zero             | use he, xavier or normal:SIGMA
                    --schedule      | step:0,2         | needs at least 1 epoch
                    --schedule      | linear           | use constant, step:EPOCHS,FACTOR
                    --seed          | 1.5              | must be a whole number
                    --threads       | 0                | must be a whole number from 1
                    --kernels       | fast             | must be one of auto, simd, reference
                    --validation    | 1                | must be a fraction from 0 to below 1
                    --validation    | NaN              | must be a fraction from 0 to below 1
                    --validation    | 0.0001           | holding out 0.0001 of each class, rounded to whole images, takes none of 400
                    --limit         | -5               | must be a whole number from 1
                    --limit         | 0                | must be a whole number from 1
                    --plugins       | /no/such.jar     | check its name
                    """)
    void wrongValuesAreUsageErrors(String option, String value, String words) {
        isRefused(train(option, value), 2, words, value.equals("dropot:0.5") ? "dropot" : "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "0.00", "0e0", "+0", "-0", "1e-99"})
    void nothingHeldOutIsNothingToStopEarlyBy(String fraction) {
        isRefused(
                train("--validation", fraction, "--early-stopping", "3"),
                2,
                "--early-stopping: '3' needs something to look at that is not trained on; add --validation 0.1");
    }

    @Test
    void unknownOptionsAndCommandsGetASuggestion() {
        isRefused(Outcome.of("--hiden", "3"), 2, "'--hiden'", "did you mean --hidden");
        isRefused(Outcome.of("trian"), 2, "'trian'", "did you mean", "train?");
        isRefused(Outcome.of("evaluate"), 2, "MODEL", "evaluate --help");
        isRefused(Outcome.of("predict", model.toString()), 2, "FILE", "predict --help");
        isRefused(Outcome.of("--epochs"), 2, "'--epochs'");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    --lr 0.1                  | unknown option '--lr'; did you mean --learning-rate?
                    -lr=0.1                   | unknown option '-lr'
                    --batch_size 3            | unknown option '--batch_size'; did you mean --batch-size?
                    --BATCH_SIZE=3            | unknown option '--BATCH_SIZE'; did you mean --batch-size?
                    --layers 2                | unknown option '--layers'; did you mean --hidden?
                    --output x                | unknown option '--output'; did you mean --out?
                    --dropout 0.5             | unknown option '--dropout'; did you mean --regularizer dropout:0.5?
                    --weight_decay=1e-4 --lr 1 | unknown option '--weight_decay'; did you mean --regularizer weight-decay:1e-4?
                    --l2 --epochs 1           | unknown option '--l2'; did you mean --regularizer l2?
                    --hidden 256, 256         | '256' belongs to no option; write a list without blanks, as in 256,256
                    --schedule step: 1, 0.1   | '1,' belongs to no option; write a list without blanks, as in step:1,0.1
                    --hidden 8 ,8 --epochs 1  | ',8' belongs to no option; write a list without blanks, as in 8,8
                    --hidden 8 8              | Unmatched argument
                    -- --epochs 3             | '--epochs', '3'; see
                    @file                     | Unmatched argument at index 1: '@file'; see
                    --epochs 3 --epochs 1     | --epochs is given twice; leave one out
                    --preset best --preset lecture | --preset is given twice; leave one out
                    -q --quiet                | --quiet is given twice; leave one out
                    --epochs 1 --overwrite    | --overwrite has no effect without --out
                    --init normal:1e-300      | must be positive
                    """)
    void whatBelongsToNoOptionIsGuessed(String line, String words) {
        isRefused(Outcome.of(("train " + line).split(" ")), 2, words);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    compare --arm none --time-limit 5m | --time-limit is an option of train, not of compare
                    sweep --checkpoint-every=2epochs   | --checkpoint-every is an option of train, not of sweep
                    predict --epochs 3 MODEL x.png     | --epochs is an option of train, compare and sweep, not of predict
                    evaluate --random_labels 0.1 MODEL | --random-labels is an option of train, compare and sweep, not of evaluate
                    evaluate --lr 0.1 MODEL            | --learning-rate is an option of train, compare and sweep, not of
                    train --arm none                   | --arm is an option of compare, not of train
                    --try hidden=8                     | --try is an option of sweep, not of train
                    """)
    void anOptionOfAnotherCommandIsSaidToBeThat(String line, String words) {
        isRefused(Outcome.of(line.replace("MODEL", model.toString()).split(" ")), 2, "unknown option '--", words);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    --data     | train --data ''
                    --out      | train --out ''
                    --out      | train --out ' '
                    --resume   | train --resume ''
                    --config   | train --config ''
                    --plugins  | train --plugins ''
                    --out      | compare --arm none --out ''
                    --data     | compare --arm none --data ''
                    MODEL      | evaluate ''
                    --data     | evaluate MODEL --data ''
                    MODEL      | predict '' picture.png
                    FILE       | predict MODEL ''
                    RUN        | diagnose ''
                    RUN        | report ''
                    --out      | report RUN --out ''
                    """)
    void anEmptyPathIsNotTheCurrentFolder(String name, String line) throws IOException {
        List<Path> before = listed(Path.of(""));
        String[] args = Stream.of(line.split(" (?!')"))
                .flatMap(each -> Stream.of(each.split(" (?=')")))
                .map(each -> each.equals("MODEL") ? model.toString() : each.replace("'", ""))
                .map(each -> each.equals("RUN") ? model.getParent().toString() : each)
                .toArray(String[]::new);
        isRefused(Outcome.of(args), 2, name, "empty");
        assertThat(listed(Path.of(""))).isEqualTo(before);
    }

    private static List<Path> listed(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    @Test
    void imagesOfOneClassTeachNothing() throws IOException {
        Path one = brokenData("one", "train-labels-idx1-ubyte", bytes -> Arrays.fill(bytes, 8, bytes.length, (byte) 0));
        byte[] labels = Files.readAllBytes(one.resolve("t10k-labels-idx1-ubyte"));
        Arrays.fill(labels, 8, labels.length, (byte) 0);
        Files.write(one.resolve("t10k-labels-idx1-ubyte"), labels);
        isRefused(Outcome.of("--data", one.toString()), 3, one.toString(), "of one class", "two or more");
        Arrays.fill(labels, 8, labels.length, (byte) 2);
        Files.write(one.resolve("t10k-labels-idx1-ubyte"), labels);
        Files.write(
                one.resolve("train-labels-idx1-ubyte"),
                labelsOf(Files.readAllBytes(one.resolve("train-labels-idx1-ubyte")), 2));
        isRefused(Outcome.of("--data", one.toString()), 3, one.toString(), "number the classes from 0 on");
    }

    /** The third class of three, of which the others have no image. */
    private static byte[] labelsOf(byte[] file, int label) {
        Arrays.fill(file, 8, file.length, (byte) label);
        return file;
    }

    @Test
    void missingDataNamesTheFolderAndTheFiles() {
        Outcome outcome = Outcome.of("--data", temporary.resolve("nowhere").toString());
        isRefused(outcome, 3, "nowhere", "does not exist", "train-images-idx3-ubyte,", "each plain or .gz");
    }

    @Test
    void brokenDataIsToldApart() throws IOException {
        Path magic = brokenData("magic", "train-images-idx3-ubyte", bytes -> bytes[3] = 1);
        isRefused(Outcome.of("--data", magic.toString()), 3, "train-images-idx3-ubyte");
        Path label = brokenData("label", "train-labels-idx1-ubyte", bytes -> bytes[20] = 77);
        isRefused(Outcome.of("--data", label.toString()), 3, "train-labels-idx1-ubyte", "label 77");
        Path count = brokenData("count", "train-labels-idx1-ubyte", bytes -> bytes[7]--);
        isRefused(Outcome.of("--data", count.toString()), 3, "train-labels-idx1-ubyte");
    }

    private static Path brokenData(String name, String file, java.util.function.Consumer<byte[]> damage)
            throws IOException {
        Path folder = TinyData.write(temporary.resolve(name));
        byte[] bytes = Files.readAllBytes(folder.resolve(file));
        damage.accept(bytes);
        Files.write(folder.resolve(file), bytes);
        return folder;
    }

    @Test
    void outputThatCannotBeWrittenIsFoundBeforeTraining() throws IOException {
        Path file = Files.createFile(temporary.resolve("a-file"));
        isRefused(train("--out", file.toString()), 7, "a-file", "give a folder");
        isRefused(train("--out", file.resolve("below").toString()), 7, "a-file", "give a folder");
    }

    @Test
    void aModelCutShortOrOfNonsenseIsRefused() throws IOException {
        byte[] whole = Files.readAllBytes(model);
        Path cut = Files.write(temporary.resolve("cut.safetensors"), Arrays.copyOf(whole, whole.length - 100));
        isRefused(Outcome.of("evaluate", cut.toString()), 4, "cut.safetensors", "cut short");
        Path empty = Files.createFile(temporary.resolve("empty.safetensors"));
        isRefused(Outcome.of("evaluate", empty.toString()), 4, "empty.safetensors", "cut short");
        isRefused(Outcome.of("evaluate", temporary.resolve("none").toString()), 4, "none", "does not exist");
        isRefused(Outcome.of("-q", "--resume", model.toString(), "--epochs", "3"), 4, "is not a checkpoint");
    }

    @Test
    void aHeaderOfFourGigabytesIsRefused() throws IOException {
        Path huge = temporary.resolve("huge.safetensors");
        try (RandomAccessFile file = new RandomAccessFile(huge.toFile(), "rw")) {
            file.write(ByteBuffer.allocate(8)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(4L << 30)
                    .array());
            file.setLength((4L << 30) + 8); // a hole: takes no room on the disk
        }
        isRefused(Outcome.of("evaluate", huge.toString()), 4, "huge.safetensors", "4294967296 bytes");
        Files.delete(huge);
    }

    @Test
    void aModelForOtherImagesIsRefused() throws IOException {
        Path mnistLike = temporary.resolve("other");
        assertThat(Outcome.of(
                                "--data",
                                data.toString(),
                                "--epochs",
                                "1",
                                "--hidden",
                                "3",
                                "--out",
                                mnistLike.toString())
                        .code())
                .isZero();
        Path picture = Files.writeString(temporary.resolve("text.png"), "not a picture");
        isRefused(Outcome.of("predict", model.toString(), picture.toString()), 3, "text.png", "PNG, JPEG or IDX");
        isRefused(Outcome.of("predict", model.toString(), "no.png"), 3, "no.png", "does not exist");
    }

    @Test
    void divergenceSaysWhatToChange() {
        Outcome outcome = train("--learning-rate", "1e30", "-q");
        assertThat(outcome.code()).isEqualTo(5);
        assertThat(outcome.err()).contains("training diverged", "at learning rate 1e30; use a lower learning rate");
    }

    @Test
    void jsonErrorsAreEventsToo() {
        Outcome outcome = Outcome.of("--json", "--hidden", "0");
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.lines()).hasSize(1);
        assertThat(outcome.out())
                .startsWith("{\"event\":\"error\",\"message\":\"--hidden: '0'")
                .contains("\"exit_code\":2");
    }

    @Test
    void debugAddsTheStackTrace() {
        assertThat(Outcome.of("evaluate", "nowhere", "--debug").err()).contains("ModelFileException", "\tat ");
    }
}
