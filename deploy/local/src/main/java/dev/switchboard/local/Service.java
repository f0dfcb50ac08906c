package dev.switchboard.local;

import java.util.function.Supplier;
import org.springframework.boot.SpringApplication;

/** One of the applications that share this JVM. */
record Service(String name, int port, Supplier<SpringApplication> application) {}
