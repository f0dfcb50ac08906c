package dev.switchboard.operator.chaos;

import dev.switchboard.operator.CannotReach;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What is broken, part by part. */
record Damage(Target target) {

    static Damage of(Target target) {
        return new Damage(target);
    }

    List<String> now() {
        var broken = new ArrayList<String>();
        if (!target.parts().runs(BrokenDev.BROKER)) {
            broken.add("broker: halted");
        }
        target.parts()
                .services()
                .propertyStream()
                .filter(service -> !service.getValue().booleanValue())
                .forEach(service -> broken.add(service.getKey() + ": stopped"));
        if (!broken.contains("simulator: stopped")) {
            broken.addAll(simulator());
        }
        return broken;
    }

    private List<String> simulator() {
        var shares = target.simulator().get("/api/chaos").body();
        var faults = target.simulator().get("/api/faults").body().path("waiting");
        return Stream.concat(
                        shares.propertyStream()
                                .filter(share -> share.getValue().doubleValue(0) > 0)
                                .map(share -> "simulator: " + share.getKey() + " " + share.getValue()),
                        faults.valueStream()
                                .map(fault ->
                                        "simulator: " + fault.path("fault").asString() + " for the next "
                                                + fault.path("next").intValue(0) + " sends"))
                .toList();
    }

    /** What was stopped goes on, the simulator is calm; the broker comes first, because the services want it. */
    List<String> repaired() {
        var before = now();
        if (before.contains("broker: halted")) {
            target.parts().goOn(BrokenDev.BROKER);
        }
        target.parts()
                .services()
                .propertyStream()
                .filter(service -> !service.getValue().booleanValue())
                .map(Map.Entry::getKey)
                .toList()
                .forEach(target.parts()::goOn);
        target.simulator().delete("/api/chaos");
        target.simulator().delete("/api/faults");
        if (!now().isEmpty()) {
            throw new CannotReach("Still broken: " + String.join(", ", now()), null);
        }
        return before;
    }
}
