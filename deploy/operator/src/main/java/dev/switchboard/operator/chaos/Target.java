package dev.switchboard.operator.chaos;

import dev.switchboard.operator.CannotReach;
import dev.switchboard.operator.RunningDev;
import dev.switchboard.operator.Where;
import dev.switchboard.operator.api.Api;
import java.util.Optional;

/** The dev that is broken: nothing else can be. */
record Target(RunningDev dev) {

    static Target of(Where where) {
        return new Target(where.addresses()
                .dev()
                .orElseThrow(() -> new CannotReach(
                        "Chaos breaks a dev on this machine, and none runs here. ./switchboard dev starts one.",
                        null)));
    }

    BrokenDev parts() {
        return new BrokenDev(dev);
    }

    Api simulator() {
        return new Api(dev.at("simulator"), Optional.empty());
    }
}
