package dev.switchboard.operator.replay;

import dev.switchboard.contracts.ConsumerGroup;
import dev.switchboard.contracts.Wire;
import dev.switchboard.contracts.audit.Portion;
import dev.switchboard.contracts.audit.Treatment;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A new plan, as its maker reads it. */
record PlanText(Planner.Draft draft, Map<ConsumerGroup, String> unknown) {

    void print(PrintWriter output, boolean json) {
        output.println(json ? JsonMapper.shared().writeValueAsString(json()) : String.join("\n", lines()));
    }

    private ObjectNode json() {
        ObjectNode json = Wire.JSON.valueToTree(draft.plan());
        json.put("selected", draft.selected());
        json.put("seen", draft.seen());
        json.set("causes", Wire.JSON.valueToTree(draft.causes()));
        json.set("ordering", Wire.JSON.valueToTree(draft.ordering()));
        var why = new LinkedHashMap<String, String>();
        unknown.forEach((reader, reason) -> why.put(reader.id(), reason));
        json.set("effectsUnknownBecause", Wire.JSON.valueToTree(why));
        return json;
    }

    private List<String> lines() {
        var lines = new ArrayList<String>();
        lines.add(headline());
        draft.plan().portions().forEach(portion -> lines.add(line(portion)));
        lines.add("  causes:");
        draft.causes().forEach((cause, count) -> lines.add("    %6d  %s".formatted(count, cause)));
        lines.add(ordering());
        unknown.forEach((reader, why) ->
                lines.add("  effects unknown at " + reader.id() + ": " + why + "; --execute then needs --blind"));
        lines.add(end());
        return lines;
    }

    private String headline() {
        var plan = draft.plan();
        var manner = plan.manner();
        var go = count(Treatment.REPLAY);
        return "Plan " + plan.planId() + " · " + go + " of " + draft.seen() + " records go back · "
                + Rate.words(manner.perSecond()) + ", about " + Progress.words(go / manner.perSecond())
                + (manner.canary() == 0 ? "" : " · canary " + manner.canary());
    }

    private long count(Treatment treatment) {
        return draft.plan().portions().stream()
                .filter(portion -> portion.treatment() == treatment)
                .mapToLong(Portion::count)
                .sum();
    }

    static String line(Portion portion) {
        var detail = portion.detail() == null ? "" : ": " + portion.detail();
        return "  %6d  %-7s %s%s".formatted(portion.count(), word(portion.treatment()), portion.effect(), detail);
    }

    private static String word(Treatment treatment) {
        return treatment == Treatment.SKIP ? "stays" : treatment.wireName();
    }

    private String ordering() {
        var found = draft.ordering();
        return "  ordering: " + found.keys() + " keys, " + found.newer() + " of them with newer records behind"
                + (found.complete() ? "" : " (as far as 15 s of reading went)");
    }

    private String end() {
        return count(Treatment.REPLAY) + count(Treatment.PARK) == 0
                ? "Nothing can be replayed as it is. Dismiss them, or export, correct and replay --from-file."
                : "Nothing was sent. ./switchboard dlt replay " + draft.plan().planId() + " --execute --reason \"…\""
                        + (draft.plan().fromFile() ? " --from-file FILE" : "");
    }
}
