package dev.switchboard.infrastructure;

/** Stands for a test JVM: it uses the infrastructure until its standard input ends. */
final class SomeTests {
    private SomeTests() {}

    public static void main(String[] arguments) throws Exception {
        System.out.println(Infrastructure.forTests().bootstrapServers());
        System.in.readAllBytes();
        System.exit(0);
    }
}
