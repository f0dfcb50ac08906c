package dev.switchboard.ingress.gateway;

import dev.switchboard.contracts.Wire;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import tools.jackson.databind.JsonNode;

/** Gateways send whole files as base64 in their JSON. A topic is no place for them: size and hash stay. */
final class SlimJson {

    private static final int LONGEST = 16_384;

    private SlimJson() {}

    static JsonNode of(JsonNode node) {
        if (node.isObject()) {
            var slim = Wire.JSON.createObjectNode();
            node.properties().forEach(field -> slim.set(field.getKey(), of(field.getValue())));
            return slim;
        }
        if (node.isArray()) {
            var slim = Wire.JSON.createArrayNode();
            node.values().forEach(item -> slim.add(of(item)));
            return slim;
        }
        return node.isString() && node.asString().length() > LONGEST ? left(node.asString()) : node;
    }

    private static JsonNode left(String text) {
        return Wire.JSON.createObjectNode().put("omitted", text.length()).put("sha256", sha256(text));
    }

    /** Of the file where it is base64, else of the text that stands in its place. */
    static String sha256(String text) {
        try {
            return sha256(Base64.getMimeDecoder().decode(text));
        } catch (IllegalArgumentException _) {
            return sha256(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
