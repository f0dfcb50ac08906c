package dev.switchboard.local;

import dev.switchboard.dispatcher.DispatcherApplication;
import dev.switchboard.fallback.FallbackApplication;
import dev.switchboard.ingress.IngressApplication;
import dev.switchboard.simulator.SimulatorApplication;
import dev.switchboard.status.StatusApplication;
import java.util.List;

/** The applications as they ship. */
final class Applications {
    private Applications() {}

    static Service simulator(Ports ports) {
        return new Service("simulator", ports.simulator(), SimulatorApplication::application);
    }

    static List<Service> services(Ports ports) {
        return List.of(
                new Service("ingress", ports.ingress(), IngressApplication::application),
                new Service("dispatcher", ports.dispatcher(), DispatcherApplication::application),
                new Service("status", ports.status(), StatusApplication::application),
                new Service("fallback", ports.fallback(), FallbackApplication::application));
    }
}
