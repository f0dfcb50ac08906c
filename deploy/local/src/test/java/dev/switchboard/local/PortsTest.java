package dev.switchboard.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.switchboard.infrastructure.FreePort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PortsTest {
    @Test
    void followTheirBase() {
        assertThat(Ports.from(20000)).isEqualTo(new Ports(20000, 20001, 20002, 20003, 20010, 20020, 20021));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 65515})
    void refuseABaseThatLeavesNoRoom(int base) {
        assertThatThrownBy(() -> Ports.from(base)).hasMessageContaining("--port-base");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "0.0.0.0", "::1"})
    void nameTheOwnerOfOneThatIsInUse(String address) throws Exception {
        try (var taken = new ServerSocket()) {
            assumeThat(canBind(taken, address)).isTrue();
            var me = ProcessHandle.current().pid();
            assertThatThrownBy(with(taken.getLocalPort())::requireFree)
                    .isInstanceOf(CannotStart.class)
                    .hasMessageContaining("Port " + taken.getLocalPort() + " for Kafka")
                    .hasMessageContaining("process " + me)
                    .hasMessageContaining("java")
                    .hasMessageContaining("--port-base");
        }
    }

    @Test
    void areFreeWhenNobodyListens() {
        assertThatCode(with(FreePort.find())::requireFree).doesNotThrowAnyException();
    }

    private static boolean canBind(ServerSocket socket, String address) {
        try {
            socket.bind(new InetSocketAddress(InetAddress.getByName(address), 0));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static Ports with(int kafka) {
        return new Ports(
                FreePort.find(),
                FreePort.find(),
                FreePort.find(),
                FreePort.find(),
                FreePort.find(),
                kafka,
                FreePort.find());
    }
}
