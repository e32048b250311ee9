package dev.lanewise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of tables that nothing can be learned from. */
class BadTablesTest {
    private static final String GOOD = "a,b,kind\n1,2,x\n3,4,y\n5,6,x\n7,8,y\n9,1,x\n2,2,y\n";

    @TempDir
    private Path directory;

    private Path file(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "3,4,y|3,y|line 3 has 2 columns, but the header has 3",
                "3,4,y|3,four,y|line 3, column 'b': 'four' is no number, where most of the column are",
                "3,4,y|3,NaN,y|line 3, column 'b': there is no value",
                "3,4,y|3,1e99,y|line 3, column 'b': 1e99 is too large a number",
                "3,4,y|3,4,|line 3, column 'kind': there is no target",
                "3,4,y|a,b,kind|line 3 is the header once more",
                "3,4,y|3,\"4,y|has a quote that is not closed in the row of line 3",
                "a,b,kind|a,a,kind|line 1 has two columns called 'a'",
                "a,b,kind|a,,kind|line 1 has no name for column 2",
                "a,b,kind|a,b,sort|has no column 'kind', only a, b, sort; give one of them as --target",
            })
    void badTablesAreAnsweredByASentence(String line, String instead, String reason) throws IOException {
        refused(GOOD.replace(line, instead), reason);
    }

    private void refused(String text, String reason) throws IOException {
        refused(text.getBytes(StandardCharsets.UTF_8), reason);
    }

    private void refused(byte[] bytes, String reason) throws IOException {
        Path data = Files.write(directory.resolve("bad.csv"), bytes);
        Outcome outcome = Outcome.of("train", "--data", data.toString(), "--target", "kind", "--epochs", "1");
        assertThat(outcome.code()).as(outcome.err()).isEqualTo(3);
        assertThat(outcome.err())
                .contains("bad.csv")
                .contains(reason)
                .contains("; ")
                .doesNotContain("\tat ");
        assertThat(outcome.out()).isEmpty();
    }

    @Test
    void aTableTooSmallToTestOnSaysWhatItsNumbersAreTakenFor() throws IOException {
        refused(
                "x,kind\n1,2\n2,3\n3,4\n4,5\n5,6\n6,7\n",
                "has too few rows: a fifth of each class is held out to test on, which is none of its 6; give more rows,"
                        + " or, as each number of 'kind' is taken for a class, --loss mean-squared-error if they are values");
        refused("x,kind\n1,a\n2,b\n", "which is none of its 2; give more rows\n");
    }

    @Test
    void aTableTooSmallToHoldOutOfNamesTheOption() throws IOException {
        Path data = file("small.csv", "x,y\n1,.2\n2,.3\n3,.4\n4,.5\n5,.6\n");
        Outcome outcome = Outcome.of("train", "--data", data.toString(), "--target", "y", "--validation", "0.0001");
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err())
                .contains(
                        "--validation: holding out 0.0001, rounded to whole rows, takes none of 4; use another fraction");
    }

    @Test
    void aColumnWhoseNumbersFallTogetherIsWarnedOf() throws IOException {
        StringBuilder text = new StringBuilder("id,x,kind\n");
        for (int i = 0; i < 40; i++) {
            text.append(123456789000L + i).append(',').append(1000000 + i).append(i % 2 == 0 ? ",a\n" : ",b\n");
        }
        Path data = file("long.csv", text.toString());
        Outcome outcome = Outcome.of(
                "train", "-q", "--data", data.toString(), "--target", "kind", "--epochs", "1", "--hidden", "2");
        assertThat(outcome.err())
                .isEqualTo("lanewise: --data: the column 'id' has 40 different numbers, of which floats tell 1 apart;"
                        + " subtract from each what they have in common\n");
    }

    @Test
    void aTargetIsNamedOnce() throws IOException {
        Path data = file("twice.csv", "x,y\n1,.2\n2,.3\n3,.4\n4,.5\n5,.6\n");
        Outcome outcome = Outcome.of("train", "--data", data.toString(), "--target", "y, y");
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).contains("--target: 'y, y' names 'y' twice; leave one out");
    }

    @Test
    void filesThatAreNoTablesAreAnsweredByASentence() throws IOException {
        refused("", "is empty; give a table");
        refused("a,b,kind\n", "has a header, but no rows");
        refused(GOOD.replace(",y\n", ",x\n"), "has only 'x' in the column 'kind'");
        refused("kind\nx\ny\n", "has no column beside the target");
        refused(GOOD.getBytes(StandardCharsets.UTF_16), "seems to be in UTF-16; save it as UTF-8");
        refused(GOOD.getBytes(StandardCharsets.UTF_16LE), "seems to be in UTF-16; save it as UTF-8");
        refused(GOOD.replace("x", "\u00e9").getBytes(StandardCharsets.ISO_8859_1), "that are no UTF-8");
        refused(new byte[] {0x1F, (byte) 0x8B, 8, 0, 0, 0}, "is compressed with gzip; unpack it first");
        refused("PK\3\4 and so on", "is a zip archive or a spreadsheet; unpack it, or save it as CSV");
        refused("a,".repeat(10_000_000) + "kind\n1\n", "line 1 has more than 100,000 columns");
    }

    @Test
    void numbersWithDecimalCommasAreNoTexts() throws IOException {
        String table = "a;b;kind\n0,5;1;x\n1;2;y\n-2,25;3;x\n";
        refused(table, "has numbers with a comma in the column 'a', such as '0,5'; numbers need a decimal point");
        refused(table.replace("kind", "c").replace("a;", "kind;"), "with a comma in the column 'kind', such as '");
        Outcome info = Outcome.of("info", "--data", directory.resolve("bad.csv").toString());
        assertThat(info.code()).isEqualTo(3);
        assertThat(info.err()).contains("numbers need a decimal point");
    }

    @Test
    void aLabelIsZeroOrOne() throws IOException {
        Path data = file("labels.csv", "a,one,two\n1,0,1\n2,1,0\n3,2,0\n");
        Outcome outcome =
                Outcome.of("train", "--data", data.toString(), "--target", "one,two", "--loss", "binary-cross-entropy");
        assertThat(outcome.code()).isEqualTo(3);
        assertThat(outcome.err()).contains("labels.csv line 4, column 'one': 2 is no label; mend it to 0 or 1");
    }

    @Test
    void aTargetMustBeNamed() throws IOException {
        Path data = file("good.csv", GOOD);
        Outcome outcome = Outcome.of("train", "--data", data.toString());
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).contains("--target is missing");
        Outcome wrong = Outcome.of("train", "--data", data.toString(), "--target", "kind", "--loss", "hinge");
        assertThat(wrong.code()).isEqualTo(2);
        assertThat(wrong.err()).contains("unknown loss 'hinge'");
    }
}
