package io.lockward.broker.hivemq;

import io.lockward.broker.BrokerConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

/// Writes HiveMQ's `config.xml` from our configuration.
final class HiveMqXml {
    private HiveMqXml() {}

    static String of(BrokerConfig config) throws IOException {
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <!-- Written at every start from the broker's flags; changes here are lost. -->
                <hivemq>
                    <listeners>
                %s    </listeners>
                    <mqtt>
                        <queued-messages><max-queue-size>%d</max-queue-size><strategy>discard</strategy></queued-messages>
                        <retained-messages><enabled>false</enabled></retained-messages>
                        <quality-of-service><max-qos>1</max-qos></quality-of-service>
                        <topic-alias><enabled>false</enabled></topic-alias>
                        <session-expiry><max-interval>%d</max-interval></session-expiry>
                        <keep-alive><max-keep-alive>%d</max-keep-alive><allow-unlimited>false</allow-unlimited></keep-alive>
                        <packets><max-packet-size>%d</max-packet-size></packets>
                        <receive-maximum><server-receive-maximum>%d</server-receive-maximum></receive-maximum>
                    </mqtt>
                    <restrictions>
                        <max-connections>%d</max-connections>
                        <max-client-id-length>%d</max-client-id-length>
                        <max-topic-length>%d</max-topic-length>
                        <no-connect-idle-timeout>%d</no-connect-idle-timeout>
                    </restrictions>
                    <security>
                        <utf8-validation><enabled>true</enabled></utf8-validation>
                        <allow-empty-client-id><enabled>false</enabled></allow-empty-client-id>
                    </security>
                    <anonymous-usage-statistics><enabled>false</enabled></anonymous-usage-statistics>
                    <persistence><mode>in-memory</mode></persistence>
                </hivemq>
                """.formatted(
                        listeners(config),
                        Limits.QUEUE_CLOUD,
                        Limits.MAX_SESSION_EXPIRY_SECONDS,
                        Limits.MAX_KEEP_ALIVE_SECONDS,
                        Limits.MAX_PACKET_BYTES,
                        Limits.SERVER_RECEIVE_MAXIMUM,
                        Limits.MAX_CONNECTIONS,
                        Limits.MAX_CLIENT_ID_LENGTH,
                        Limits.MAX_TOPIC_LENGTH,
                        Limits.CONNECT_TIMEOUT_MILLIS);
    }

    private static String listeners(BrokerConfig config) throws IOException {
        StringBuilder xml = new StringBuilder();
        Integer port = config.port();
        if (port != null) {
            xml.append("        <tcp-listener><port>%d</port><bind-address>%s</bind-address></tcp-listener>%n"
                    .formatted(port, text(config.bind())));
        }
        BrokerConfig.Tls tls = config.tls();
        if (tls != null) {
            List<String> lines = Files.readAllLines(tls.passwordFile());
            String password = text(lines.isEmpty() ? "" : lines.getFirst());
            xml.append("""
                            <tls-tcp-listener>
                                <port>%d</port><bind-address>%s</bind-address>
                                <tls>
                                    <keystore>
                                        <path>%s</path><password>%s</password><private-key-password>%s</private-key-password>
                                    </keystore>
                                    <protocols><protocol>TLSv1.3</protocol></protocols>
                                    <client-authentication-mode>NONE</client-authentication-mode>
                                </tls>
                            </tls-tcp-listener>
                    """.formatted(
                            tls.port(),
                            text(config.bind()),
                            text(tls.keystore().toAbsolutePath().toString()),
                            password,
                            password));
        }
        return xml.toString();
    }

    private static String text(String value) {
        return value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
