package dev.switchboard.dispatcher.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MediaClientTest {

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, true",
        "10.1.2.3, true",
        "172.16.0.1, true",
        "192.168.1.1, true",
        "169.254.169.254, true",
        "100.64.0.1, true",
        "0.0.0.0, true",
        "224.0.0.1, true",
        "::1, true",
        "fe80::1, true",
        "fd00::1, true",
        "::ffff:10.0.0.1, true",
        "100.128.0.1, false",
        "157.240.1.1, false",
        "2a03:2880::1, false"
    })
    void knowsWhatIsNotOutThere(String address, boolean isPrivate) throws UnknownHostException {
        assertThat(MediaClient.isPrivate(InetAddress.getByName(address))).isEqualTo(isPrivate);
    }
}
