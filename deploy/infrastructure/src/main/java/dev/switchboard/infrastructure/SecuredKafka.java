package dev.switchboard.infrastructure;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** A broker as clusters are run: TLS with a certificate of its own, and nobody without a password. */
public final class SecuredKafka implements AutoCloseable {

    private static final String PASSWORD = "changeit";
    private static final String LOGIN = "org.apache.kafka.common.security.plain.PlainLoginModule required ";

    private final EmbeddedKafka broker;
    private final Path certificate;

    private SecuredKafka(EmbeddedKafka broker, Path certificate) {
        this.broker = broker;
        this.certificate = certificate;
    }

    /** Lets one user in. */
    public static SecuredKafka start(Path folder, String user, String password) throws Exception {
        var certificate = certificate(folder.resolve("broker.p12"));
        var port = FreePort.find();
        return new SecuredKafka(
                EmbeddedKafka.start(folder.resolve("kafka"), port, settings(port, certificate, user, password)),
                certificate);
    }

    private static Map<String, String> settings(int port, Path certificate, String user, String password) {
        var controller = FreePort.find();
        var inside = FreePort.find();
        var settings = new HashMap<>(Map.of(
                "listeners",
                "SASL_SSL://127.0.0.1:" + port + ",INSIDE://127.0.0.1:" + inside + ",CONTROLLER://127.0.0.1:"
                        + controller,
                "advertised.listeners",
                "SASL_SSL://127.0.0.1:" + port + ",INSIDE://127.0.0.1:" + inside,
                "listener.security.protocol.map",
                "SASL_SSL:SASL_SSL,INSIDE:PLAINTEXT,CONTROLLER:PLAINTEXT",
                "inter.broker.listener.name",
                "INSIDE",
                "controller.quorum.voters",
                "1@127.0.0.1:" + controller));
        settings.putAll(Map.of(
                "sasl.enabled.mechanisms",
                "PLAIN",
                "listener.name.sasl_ssl.plain.sasl.jaas.config",
                LOGIN + "user_" + user + "=\"" + password + "\";",
                "ssl.keystore.location",
                certificate.toString(),
                "ssl.keystore.password",
                PASSWORD,
                "ssl.keystore.type",
                "PKCS12"));
        return settings;
    }

    /** The platform has no other way to make one. */
    private static Path certificate(Path file) throws IOException, InterruptedException {
        var made = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "broker",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=broker",
                        "-ext",
                        "SAN=IP:127.0.0.1",
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        PASSWORD)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (made.waitFor() != 0) {
            throw new IOException("keytool makes no certificate");
        }
        return file;
    }

    /** What a client is told to be let in as this user. */
    public Map<String, String> environment(String user, String password) {
        return Map.of(
                "KAFKA_BOOTSTRAP_SERVERS",
                broker.bootstrapServers(),
                "KAFKA_SECURITY_PROTOCOL",
                "SASL_SSL",
                "KAFKA_SASL_MECHANISM",
                "PLAIN",
                "KAFKA_SASL_JAAS_CONFIG",
                LOGIN + "username=\"" + user + "\" password=\"" + password + "\";",
                "KAFKA_SSL_TRUSTSTORE_LOCATION",
                certificate.toString(),
                "KAFKA_SSL_TRUSTSTORE_TYPE",
                "PKCS12",
                "KAFKA_SSL_TRUSTSTORE_PASSWORD",
                PASSWORD);
    }

    @Override
    public void close() {
        broker.close();
    }
}
