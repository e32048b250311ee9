package dev.lanewise.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderJsonTest {
    @Test
    void objectsListsStringsAndWholeNumbersAreRead() {
        assertThat(HeaderJson.object(" { \"a\" : [ 1 , -2 ,\t[] ] ,\n\"b\":{ } , \"c\":\"x\" }"))
                .isEqualTo(Map.of("a", List.of(1L, -2L, List.of()), "b", Map.of(), "c", "x"));
    }

    @Test
    void escapesAreRead() {
        assertThat(HeaderJson.object("{\"a\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\uD83D\\uDE42\"}"))
                .isEqualTo(Map.of("a", "\"\\/\b\f\n\r\té🙂"));
    }

    @Test
    void anyStringSurvivesQuoting() {
        StringBuilder all = new StringBuilder();
        for (char c = 0; c < 0x300; c++) {
            all.append(c);
        }
        assertThat(HeaderJson.object("{\"a\":" + HeaderJson.quote(all.toString()) + "}"))
                .isEqualTo(Map.of("a", all.toString()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{}x",
                "{}{}",
                "{\"a\"}",
                "{\"a\":}",
                "{\"a\":1,}",
                "{a:1}",
                "{\"a\":1 \"b\":2}",
                "{\"a\":[1,]}",
                "{\"a\":[1}",
                "{\"a\":\"x}",
                "{\"a\":\"\\x\"}",
                "{\"a\":\"\\u12\"}",
                "{\"a\":\"\\u-001\"}",
                "{\"a\":\"\\",
                "{\"a\":1.5}",
                "{\"a\":--1}",
                "{\"a\":-}",
                "{\"a\":1e3}",
                "{\"a\":true}",
                "{\"a\":null}",
                "{\"a\":99999999999999999999}",
                "{\"a\":1,\"a\":1}"
            })
    void anythingElseIsRefused(String text) {
        assertThatThrownBy(() -> HeaderJson.object(text))
                .isInstanceOf(IllegalArgumentException.class)
                .isNotInstanceOf(NumberFormatException.class)
                .message()
                .matches("expected .* at character \\d+|the name \"a\" stands twice");
    }
}
