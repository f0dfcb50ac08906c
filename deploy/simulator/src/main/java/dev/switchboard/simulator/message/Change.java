package dev.switchboard.simulator.message;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

public record Change(String status, @Nullable Integer errorCode, Instant at) {}
