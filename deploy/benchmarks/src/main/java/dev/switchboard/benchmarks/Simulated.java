package dev.switchboard.benchmarks;

import dev.switchboard.contracts.Wire;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;

/** The provider of the benchmark: how it answers is planned here, and what it counted is read here. */
final class Simulated {

    private static final double AT_ONCE = 0;
    private static final int FOR_EVER = 100_000_000;

    private final HttpClient http = HttpClient.newHttpClient();
    private final Program simulator;

    Simulated(Program simulator) {
        this.simulator = simulator;
    }

    void answersAtOnce() throws IOException, InterruptedException {
        ask(HttpRequest.newBuilder(simulator.address("/api/faults")).DELETE());
    }

    void answersAfter(double seconds) throws IOException, InterruptedException {
        answersAtOnce();
        plan("slow", seconds, FOR_EVER);
    }

    /** In each hundred calls two are answered 429, two 500, and of one the answer is lost. */
    void failsFiveInAHundred(int calls) throws IOException, InterruptedException {
        answersAtOnce();
        for (int hundred = 0; hundred < calls; hundred += 100) {
            for (var fault : new String[] {"429", "500", "accept-then-reset", "429", "500"}) {
                plan("slow", AT_ONCE, 19);
                plan(fault, AT_ONCE, 1);
            }
        }
    }

    void keepsOneInTwentyWaiting(int calls, double seconds) throws IOException, InterruptedException {
        answersAtOnce();
        for (int twenty = 0; twenty < calls; twenty += 20) {
            plan("slow", AT_ONCE, 19);
            plan("slow", seconds, 1);
        }
    }

    private void plan(String fault, double seconds, int next) throws IOException, InterruptedException {
        var wish = Wire.JSON
                .createObjectNode()
                .put("provider", "twilio")
                .put("fault", fault)
                .put("seconds", seconds)
                .put("next", next);
        ask(HttpRequest.newBuilder(simulator.address("/api/faults"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(wish.toString())));
    }

    int sentTwice() throws IOException, InterruptedException {
        var counted = ask(HttpRequest.newBuilder(simulator.address("/api/duplicates")));
        return Wire.JSON.readTree(counted).get("duplicates").size();
    }

    private String ask(HttpRequest.Builder request) throws IOException, InterruptedException {
        var answer = http.send(request.build(), BodyHandlers.ofString());
        if (answer.statusCode() >= 300) {
            throw new IllegalStateException("the simulator answers " + answer.statusCode() + ": " + answer.body());
        }
        return answer.body();
    }
}
