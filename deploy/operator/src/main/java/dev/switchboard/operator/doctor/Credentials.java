package dev.switchboard.operator.doctor;

import dev.switchboard.operator.Surroundings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Whether what is set has the form it must have: most trouble at a go-live is a letter too many. */
record Credentials(Surroundings surroundings) implements Look {

    private record Form(String name, Pattern pattern, String words, boolean secret) {}

    private static final String HEX_32 = "[0-9a-f]{32}";
    private static final String NUMBER = "\\+[1-9]\\d{6,14}";

    private static final List<Form> FORMS = List.of(
            secret("TWILIO_ACCOUNT_SID", "AC" + HEX_32, "AC and 32 hexadecimal digits"),
            secret("TWILIO_AUTH_TOKEN", HEX_32, "32 hexadecimal digits"),
            secret("TWILIO_AUTH_TOKEN_NEXT", HEX_32, "32 hexadecimal digits"),
            secret("TWILIO_AUTH_TOKEN_PREVIOUS", HEX_32, "32 hexadecimal digits"),
            open(
                    "TWILIO_WHATSAPP_FROM",
                    "(whatsapp:)?" + NUMBER,
                    "a number as +14155550100, with or without whatsapp:"),
            open("TWILIO_PHONE_NUMBER_REMINDERS", NUMBER + "|\\d{3,8}|[A-Za-z0-9 ]{1,11}", "a number as +14155550100"),
            open("TWILIO_SMS_FROM", NUMBER + "|\\d{3,8}|[A-Za-z0-9 ]{1,11}", "a number as +14155550100"),
            secret("WHATSAPP_ACCESS_TOKEN", "[A-Za-z0-9._|-]{20,}", "20 characters or more without spaces"),
            open("WHATSAPP_PHONE_NUMBER_ID", "\\d{5,20}", "the id of the number: digits, and not the number itself"),
            open("WHATSAPP_BUSINESS_ACCOUNT_ID", "\\d{5,20}", "digits"),
            secret("WHATSAPP_APP_SECRET", HEX_32, "32 hexadecimal digits"),
            secret("WHATSAPP_APP_SECRET_PREVIOUS", HEX_32, "32 hexadecimal digits"),
            secret("WHATSAPP_VERIFY_TOKEN", "\\S{8,}", "8 characters or more without spaces"),
            secret("WEBHOOK_SECRET", "\\S{16,}", "16 characters or more without spaces"),
            secret("JWT_SECRET", "\\S{32,}", "32 characters or more without spaces"),
            secret("JWT_SECRET_PREVIOUS", "\\S{32,}", "32 characters or more without spaces"));

    /** What people write by mistake around a value that is right, and what it then is. */
    private static final Map<Pattern, String> STRAY = Map.of(
            Pattern.compile("(?s)[\"'“”].*|.*[\"'“”]"), "has a quotation mark that is not part of it",
            Pattern.compile("(?s).*[\\r\\n].*"), "holds a line break",
            Pattern.compile("(?s)\\s.*|.*[ \\t]"), "begins or ends with a space",
            Pattern.compile("(?s).*[\\u00a0\\u200b\\ufeff].*"),
                    "holds an invisible character, as copying from a page adds");

    @Override
    public Stream<Finding> findings() {
        var found = FORMS.stream().flatMap(form -> look(form).stream()).toList();
        return found.isEmpty() ? Stream.of(Finding.ok("Formats", "nothing set looks wrong")) : found.stream();
    }

    private Optional<Finding> look(Form form) {
        return surroundings
                .get(form.name())
                .flatMap(value -> stray(form, value)
                        .or(() -> form.pattern().matcher(value).matches()
                                ? Optional.empty()
                                : Optional.of(wrong(form, value))));
    }

    private static Optional<Finding> stray(Form form, String value) {
        return STRAY.entrySet().stream()
                .filter(mistake -> mistake.getKey().matcher(value).matches())
                .map(Map.Entry::getValue)
                .sorted()
                .findFirst()
                .map(mistake -> Finding.problem(
                        "Formats",
                        form.name() + " " + mistake + ": " + Masked.of(value.strip()),
                        "it is sent and compared as it stands, and so never matches",
                        "set " + form.name() + " without it"));
    }

    private static Finding wrong(Form form, String value) {
        return Finding.problem(
                "Formats",
                form.name() + " is " + (form.secret() ? Masked.of(value) : value) + " and should be " + form.words(),
                "the provider does not know it, and every call or webhook is refused",
                "copy " + form.name() + " once more from the provider's console");
    }

    private static Form secret(String name, String pattern, String words) {
        return new Form(name, Pattern.compile(pattern), words, true);
    }

    private static Form open(String name, String pattern, String words) {
        return new Form(name, Pattern.compile(pattern), words, false);
    }
}
