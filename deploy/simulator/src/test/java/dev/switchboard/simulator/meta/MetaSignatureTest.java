package dev.switchboard.simulator.meta;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.simulator.Secret;
import org.junit.jupiter.api.Test;

class MetaSignatureTest {
    private static final Secret APP_SECRET = new Secret("appsecret");
    private static final String BODY = """
            {"object":"whatsapp_business_account","entry":[{"id":"1","changes":[{"value":{"messaging_product":"whatsapp",\
            "metadata":{"display_phone_number":"15550001111","phone_number_id":"42"},"messages":[{"from":"15550002222",\
            "id":"wamid.A","timestamp":"1700000000","type":"text","text":{"body":"%s"}}]},"field":"messages"}]}]}""";

    @Test
    void signsTheBytesAsWritten() {
        assertThat(MetaSignature.of(APP_SECRET, BODY.formatted("\\u00e4\\u00f6\\u00e5")))
                .isEqualTo("sha256=1f547d46407385acb7a30fc7e622fe69fb7c99bd530e5b005e7f3b97f50d7d85");
        assertThat(MetaSignature.of(APP_SECRET, BODY.formatted("äöå")))
                .isEqualTo("sha256=5acc541e0181c7981fda8eb277b2e2add5fb81f2d9e0a63f82ff308123ab36f6");
    }
}
