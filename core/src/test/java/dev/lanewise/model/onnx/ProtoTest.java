package dev.lanewise.model.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProtoTest {
    @Test
    void theWireFormatIsThatOfItsDocumentation() {
        byte[] bytes = new ProtoWriter().number(1, 150).text(2, "testing").toBytes();
        assertThat(HexFormat.of().formatHex(bytes)).isEqualTo("089601120774657374696e67");
    }

    @Test
    void whatIsWrittenIsRead() {
        byte[] bytes = new ProtoWriter()
                .number(1, -1)
                .real(2, -0.5f)
                .text(3, "\u00e9")
                .message(1000, new ProtoWriter().number(7, Long.MAX_VALUE))
                .toBytes();
        ProtoReader in = new ProtoReader(ByteBuffer.wrap(bytes));
        assertThat(in.next() && in.field() == 1).isTrue();
        assertThat(in.number()).isEqualTo(-1);
        assertThat(in.next() && in.field() == 2).isTrue();
        assertThat(in.real()).isEqualTo(-0.5f);
        assertThat(in.next() && in.field() == 3).isTrue();
        assertThat(in.text()).isEqualTo("\u00e9");
        assertThat(in.next() && in.field() == 1000).isTrue();
        ProtoReader message = in.message();
        assertThat(message.next() && message.field() == 7).isTrue();
        assertThat(message.number()).isEqualTo(Long.MAX_VALUE);
        assertThat(message.next()).isFalse();
        assertThat(in.next()).isFalse();
    }

    @Test
    void fieldsThatNobodyReadsArePassedOver() {
        byte[] fixed64 = HexFormat.of().parseHex("09" + "0102030405060708" + "0801");
        ProtoReader in = new ProtoReader(ByteBuffer.wrap(fixed64));
        assertThat(in.next()).isTrue();
        assertThat(in.next()).isTrue();
        assertThat(in.number()).isEqualTo(1);
    }

    @Test
    void numbersAreReadPackedOrOneByOne() {
        for (String hex : new String[] {"0a03010203", "080108020803"}) {
            ProtoReader in = new ProtoReader(ByteBuffer.wrap(HexFormat.of().parseHex(hex)));
            List<Long> numbers = new ArrayList<>();
            while (in.next()) {
                in.numbers(numbers::add);
            }
            assertThat(numbers).containsExactly(1L, 2L, 3L);
        }
    }

    /** A tag that ends, a number without end, field 0, groups, lengths beyond the end and below zero. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "80",
                "08ffffffffffffffffffff01",
                "0001",
                "0b",
                "0c",
                "0e",
                "0f",
                "0a7f00",
                "0affffffffffffffffff01",
                "0d00",
                "0900"
            })
    void damagedMessagesAreRefused(String hex) {
        assertThatThrownBy(() -> {
                    ProtoReader in =
                            new ProtoReader(ByteBuffer.wrap(HexFormat.of().parseHex(hex)));
                    while (in.next()) {
                        // passes over all
                    }
                })
                .isInstanceOf(OnnxException.class);
    }

    @Test
    void aFieldOfAnotherKindIsRefused() {
        ProtoReader in =
                new ProtoReader(ByteBuffer.wrap(new ProtoWriter().number(1, 1).toBytes()));
        in.next();
        assertThatThrownBy(in::text).isInstanceOf(OnnxException.class);
        assertThatThrownBy(in::real).isInstanceOf(OnnxException.class);
    }
}
