package io.lockward.broker.hivemq;

import com.hivemq.extension.sdk.api.async.Async;
import com.hivemq.extension.sdk.api.async.TimeoutFallback;
import com.hivemq.extension.sdk.api.auth.SimpleAuthenticator;
import com.hivemq.extension.sdk.api.auth.parameter.SimpleAuthInput;
import com.hivemq.extension.sdk.api.auth.parameter.SimpleAuthOutput;
import com.hivemq.extension.sdk.api.auth.parameter.TopicPermission;
import com.hivemq.extension.sdk.api.client.parameter.ClientTlsInformation;
import com.hivemq.extension.sdk.api.client.parameter.ConnectionInformation;
import com.hivemq.extension.sdk.api.packets.auth.DefaultAuthorizationBehaviour;
import com.hivemq.extension.sdk.api.packets.connect.ConnackReasonCode;
import com.hivemq.extension.sdk.api.packets.connect.ConnectPacket;
import com.hivemq.extension.sdk.api.packets.connect.WillPublishPacket;
import com.hivemq.extension.sdk.api.services.builder.Builders;
import io.lockward.broker.Refusals;
import io.lockward.broker.access.Access;
import io.lockward.broker.access.Principal;
import io.lockward.broker.access.Refusal;
import io.lockward.broker.access.TopicAccess;
import io.lockward.broker.credential.Admission;
import io.lockward.broker.credential.Attempt;
import io.lockward.broker.credential.Credential;
import io.lockward.broker.credential.Doorkeeper;
import io.lockward.protocol.Channel;
import io.lockward.protocol.Topics;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Answers every CONNECT. Slow password checks run on a small pool of their own; what is not answered in time is
/// refused.
final class ConnectGate implements SimpleAuthenticator {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectGate.class);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(20);

    private final Doorkeeper doorkeeper;
    private final Executor passwordChecks;
    private final Sessions sessions;
    private final Refusals refusals;

    ConnectGate(Doorkeeper doorkeeper, Executor passwordChecks, Sessions sessions, Refusals refusals) {
        this.doorkeeper = doorkeeper;
        this.passwordChecks = passwordChecks;
        this.sessions = sessions;
        this.refusals = refusals;
    }

    @Override
    public void onConnect(SimpleAuthInput input, SimpleAuthOutput output) {
        ConnectPacket connect = input.getConnectPacket();
        ConnectionInformation connection = input.getConnectionInformation();
        Attempt attempt = attempt(connect, connection);
        switch (doorkeeper.judge(attempt)) {
            case Admission.Admitted(var who) -> admit(who, attempt, connect, connection, output);
            case Admission.Refused(var reason) -> refuse(reason, attempt, output);
            case Admission.Unverified pending -> {
                Async<SimpleAuthOutput> later =
                        output.async(ANSWER_WITHIN, TimeoutFallback.FAILURE, ConnackReasonCode.SERVER_BUSY);
                try {
                    passwordChecks.execute(() -> finish(pending, attempt, connect, connection, later));
                } catch (RejectedExecutionException full) {
                    refuse(Refusal.CONNECT_BUSY, attempt, output);
                    later.resume();
                }
            }
        }
    }

    private void finish(
            Admission.Unverified pending,
            Attempt attempt,
            ConnectPacket connect,
            ConnectionInformation connection,
            Async<SimpleAuthOutput> later) {
        if (later.getStatus() != Async.Status.RUNNING) {
            refusals.count(Refusal.CONNECT_BUSY);
            return;
        }
        try {
            switch (doorkeeper.verify(pending)) {
                case Admission.Admitted(var who) -> admit(who, attempt, connect, connection, later.getOutput());
                case Admission.Refused(var reason) -> refuse(reason, attempt, later.getOutput());
                case Admission.Unverified _ -> refuse(Refusal.NOBODY, attempt, later.getOutput());
            }
        } finally {
            later.resume();
        }
    }

    private void admit(
            Principal who,
            Attempt attempt,
            ConnectPacket connect,
            ConnectionInformation connection,
            SimpleAuthOutput output) {
        WillPublishPacket will = connect.getWillPublish().orElse(null);
        if (will != null && TopicAccess.will(who, TopicGate.message(will)) instanceof Access.Denied(var reason)) {
            refuse(reason, attempt, output);
            return;
        }
        Identity.pin(connection.getConnectionAttributeStore(), who);
        output.getDefaultPermissions().setDefaultBehaviour(DefaultAuthorizationBehaviour.DENY);
        switch (who) {
            case Principal.Bank(var bank) -> {
                output.getClientSettings().setClientQueueSizeMaximum(Limits.QUEUE_BANK);
                // Without it HiveMQ CE 2025.5 refuses every will, whatever the authorizer says; what the will may be
                // was decided above
                output.getDefaultPermissions()
                        .add(Builders.topicPermission()
                                .topicFilter(Topics.of(bank, Channel.PRESENCE))
                                .type(TopicPermission.PermissionType.ALLOW)
                                .activity(TopicPermission.MqttActivity.PUBLISH)
                                .retain(TopicPermission.Retain.NOT_RETAINED)
                                .build());
            }
            case Principal.Cloud(var name) -> sessions.opened(attempt.clientId(), name);
        }
        output.authenticateSuccessfully();
    }

    private void refuse(Refusal reason, Attempt attempt, SimpleAuthOutput output) {
        refusals.count(reason);
        LOG.atDebug()
                .addKeyValue("reason", reason.label())
                .addKeyValue("client", attempt.clientId())
                .addKeyValue("address", attempt.address())
                .log("connect refused");
        output.failAuthentication(Reasons.connack(reason.code()), reason.label());
    }

    private static Attempt attempt(ConnectPacket connect, ConnectionInformation connection) {
        int version = switch (connect.getMqttVersion()) {
            case V_3_1 -> 3;
            case V_3_1_1 -> 4;
            case V_5 -> 5;
        };
        String address =
                connection.getInetAddress().map(InetAddress::getHostAddress).orElse("");
        return new Attempt(version, connect.getClientId(), credential(connect, connection), address);
    }

    private static @Nullable Credential credential(ConnectPacket connect, ConnectionInformation connection) {
        Optional<X509Certificate> certificate =
                connection.getClientTlsInformation().flatMap(ClientTlsInformation::getClientCertificate);
        if (certificate.isPresent()) {
            return new Credential.ClientCertificate(certificate.get());
        }
        String name = connect.getUserName().orElse(null);
        ByteBuffer password = connect.getPassword().orElse(null);
        return name == null || password == null
                ? null
                : new Credential.Password(
                        name,
                        StandardCharsets.UTF_8.decode(password.duplicate()).toString());
    }
}
