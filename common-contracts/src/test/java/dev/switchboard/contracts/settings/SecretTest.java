package dev.switchboard.contracts.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchboard.contracts.Unfit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretTest {

    @Test
    void secretPrintsAsStars() {
        assertThat(new Secret("s3cret-x")).hasToString("****");
        assertThat(RotatingSecret.of("s3cret-x", "s3cret-y", null).toString()).doesNotContain("s3cret");
    }

    @Test
    void secretMatchesItselfOnly() {
        assertThat(new Secret("s3cret-x").matches("s3cret-x")).isTrue();
        assertThat(new Secret("s3cret-x").matches("s3cret-X")).isFalse();
        assertThat(new Secret("s3cret-x").matches("")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", " s3cret-x", "s3cret-x\n"})
    void strayWhiteSpaceIsRefusedWithoutBeingQuoted(String text) {
        assertThatThrownBy(() -> new Secret(text))
                .isInstanceOf(Unfit.class)
                .message()
                .startsWith("a secret ")
                .doesNotContain("s3cret");
    }

    @Test
    void rotationHasTheCurrentSecretFirst() {
        assertThat(RotatingSecret.of("now", "soon", "before").secrets())
                .containsExactly(new Secret("now"), new Secret("soon"), new Secret("before"));
    }

    @Test
    void whatIsNotSetIsNotThere() {
        assertThat(RotatingSecret.of("now", null, "").secrets()).containsExactly(new Secret("now"));
        assertThat(RotatingSecret.of("", null, " ").isEmpty()).isTrue();
    }
}
