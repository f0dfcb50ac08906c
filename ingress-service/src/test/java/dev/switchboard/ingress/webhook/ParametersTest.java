package dev.switchboard.ingress.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ParametersTest {

    static List<Arguments> forms() {
        return List.of(
                Arguments.of("", Map.of()),
                Arguments.of("a=1&b=2", Map.of("a", List.of("1"), "b", List.of("2"))),
                Arguments.of("a=&b", Map.of("a", List.of(""), "b", List.of(""))),
                Arguments.of("a=2&a=1&a=2", Map.of("a", List.of("2", "1", "2"))),
                Arguments.of("&&a=1&", Map.of("a", List.of("1"))),
                Arguments.of("a=b=c", Map.of("a", List.of("b=c"))),
                Arguments.of("a=x+y%2Bz", Map.of("a", List.of("x y+z"))),
                Arguments.of("a=%C3%A4%F0%9F%99%82", Map.of("a", List.of("ä🙂"))),
                Arguments.of("a=ä🙂", Map.of("a", List.of("ä🙂"))),
                Arguments.of("a=100%&b=%zz%4", Map.of("a", List.of("100%"), "b", List.of("%zz%4"))));
    }

    @ParameterizedTest
    @MethodSource("forms")
    void keepsEverythingAFormHolds(String form, Map<String, List<String>> values) {
        assertThat(Parameters.parse(form.getBytes(StandardCharsets.UTF_8)).values())
                .isEqualTo(values);
    }

    /** The signature is over what was sent; what is published must be such that everybody can keep it. */
    @Test
    void whatNoDatabaseTakesIsReplacedOnlyWhereItIsKept() {
        var form = Parameters.parse("Body=a%00b&n%00=1");

        assertThat(form.get("Body")).isEqualTo("a\0b");
        assertThat(form.writable().values()).isEqualTo(Map.of("Body", List.of("a\ufffdb"), "n\ufffd", List.of("1")));
    }
}
