package dev.switchboard.http;

import dev.switchboard.http.Problem.Finding;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** An API call that will not be done, and why. It never repeats what the caller wrote. */
public final class Refused extends RuntimeException {

    private final ProblemKind kind;
    private final @Nullable String detail;
    private final List<Finding> findings;

    private Refused(ProblemKind kind, @Nullable String detail, List<Finding> findings) {
        super(kind.title(), null, false, false);
        this.kind = kind;
        this.detail = detail;
        this.findings = List.copyOf(findings);
    }

    public static Refused because(ProblemKind kind, @Nullable String detail) {
        return new Refused(kind, detail, List.of());
    }

    public static Refused because(List<Finding> findings) {
        return new Refused(ProblemKind.INVALID_REQUEST, null, findings);
    }

    /** What is wrong with one parameter of the path or the query, or with a header. */
    public static Refused parameter(String name, String reason) {
        return new Refused(ProblemKind.INVALID_PARAMETER, null, List.of(new Finding("/" + name, reason)));
    }

    /** What is wrong with one field of the body. */
    public static Refused field(String pointer, String reason) {
        return because(List.of(new Finding(pointer, reason)));
    }

    public static Refused notFound(String thing) {
        return because(ProblemKind.NOT_FOUND, "There is no " + thing + " of this id.");
    }

    /** The same in the words of a form whose fields have other names. */
    public Refused renamed(UnaryOperator<String> pointers) {
        return new Refused(
                kind,
                detail,
                findings.stream()
                        .map(finding -> new Finding(pointers.apply(finding.pointer()), finding.reason()))
                        .toList());
    }

    public List<Finding> findings() {
        return findings;
    }

    ProblemKind kind() {
        return kind;
    }

    @Nullable
    String detail() {
        return detail;
    }
}
