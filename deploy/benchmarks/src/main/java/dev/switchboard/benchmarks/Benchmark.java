package dev.switchboard.benchmarks;

/** One question, asked on a running stage and answered with a table. */
interface Benchmark {

    /** How it is asked for. */
    String name();

    /** What it answers, in one line. */
    String question();

    void run(Stage stage, Effort effort) throws Exception;
}
