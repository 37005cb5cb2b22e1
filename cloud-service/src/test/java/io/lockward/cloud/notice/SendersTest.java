package io.lockward.cloud.notice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import io.vertx.core.Vertx;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// Both ways out, against a real SMTP server and a real HTTP server.
class SendersTest {
    private static final Instant NOW = Instant.parse("2026-11-30T08:00:00Z");
    private static final NoticeWords.Letter LETTER = new NoticeWords.Letter("Ein Paket für Sie", "Tür A07, größer ≤ €");

    private static MailSender mail(int port) {
        return new MailSender(
                Optional.of("127.0.0.1"),
                port,
                Optional.empty(),
                Optional.empty(),
                "Lockward <parcels@lockers.example>",
                "none");
    }

    @Test
    void a_letter_arrives_whole_and_keeps_its_message_id() throws MessagingException, IOException {
        GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.start();
        try {
            MailSender sender = mail(server.getSmtp().getPort());
            UUID id = UUID.randomUUID();
            assertInstanceOf(Outcome.Taken.class, sender.send(id, "ana@example.org", LETTER, NOW));
            assertInstanceOf(Outcome.Taken.class, sender.send(id, "ana@example.org", LETTER, NOW));
            MimeMessage[] came = server.getReceivedMessages();
            assertEquals(2, came.length);
            assertEquals("<" + id + "@lockers.example>", came[0].getMessageID());
            assertEquals(came[0].getMessageID(), came[1].getMessageID(), "who gets it twice can tell");
            assertEquals("Ein Paket für Sie", came[0].getSubject());
            assertEquals(LETTER.text(), came[0].getContent().toString().strip());
            assertEquals("auto-generated", came[0].getHeader("Auto-Submitted")[0]);
        } finally {
            server.stop();
        }
    }

    @Test
    void a_letter_with_a_code_has_it_as_a_picture_that_a_reader_reads() throws MessagingException, IOException {
        GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.start();
        try {
            MailSender sender = mail(server.getSmtp().getPort());
            NoticeWords.Letter letter = new NoticeWords.Letter("Ein Paket", "Code: 0000 0815, Tür A07", "00000815");
            assertInstanceOf(Outcome.Taken.class, sender.send(UUID.randomUUID(), "ana@example.org", letter, NOW));
            MimeMessage came = server.getReceivedMessages()[0];
            assertEquals(letter.text(), CodeReader.text(came).strip());
            assertEquals("00000815", CodeReader.picture(came), "with its zeros");
            String sent = GreenMailUtil.getWholeMessage(came);
            assertTrue(sent.contains("Content-Disposition: inline") && sent.length() < 5_000, sent);
        } finally {
            server.stop();
        }
    }

    @Test
    void a_mail_server_that_is_away_is_tried_again_and_one_that_refuses_is_not() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        assertInstanceOf(Outcome.Later.class, mail(free).send(UUID.randomUUID(), "ana@example.org", LETTER, NOW));
        assertInstanceOf(Outcome.Never.class, refusing("550 5.1.1 no such person"));
        assertInstanceOf(Outcome.Later.class, refusing("450 4.2.1 come back later"));
        assertInstanceOf(Outcome.Never.class, mail(free).send(UUID.randomUUID(), "not an address", LETTER, NOW));
    }

    /// A server that takes a connection and refuses the recipient, in the words of RFC 5321.
    private static Outcome refusing(String reply) throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 4, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> {
                try (Socket client = socket.accept();
                        var lines = new java.io.BufferedReader(
                                new java.io.InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII))) {
                    OutputStream out = client.getOutputStream();
                    out.write("220 ready\r\n".getBytes(StandardCharsets.US_ASCII));
                    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                        String answer =
                                line.startsWith("RCPT") ? reply : line.startsWith("QUIT") ? "221 bye" : "250 ok";
                        out.write((answer + "\r\n").getBytes(StandardCharsets.US_ASCII));
                    }
                } catch (IOException _) {
                    // the client left
                }
            });
            return mail(socket.getLocalPort()).send(UUID.randomUUID(), "ana@example.org", LETTER, NOW);
        }
    }

    @Test
    void an_endpoint_gets_the_message_with_its_headers_and_its_answer_counts() throws IOException {
        Vertx vertx = Vertx.vertx();
        int[] status = {200};
        try (Receiver receiver = new Receiver(() -> status[0])) {
            WebhookSender sender = new WebhookSender(vertx, true);
            assertInstanceOf(Outcome.Taken.class, post(sender, receiver.address("/hook?a=b")));
            assertEquals(
                    new Receiver.Came("/hook?a=b", "msg_1", "1796025600", "v1,abc", "{\"type\":\"x\"}"),
                    receiver.came().getFirst());
            status[0] = 500;
            assertInstanceOf(Outcome.Later.class, post(sender, receiver.address("/")));
            status[0] = 410;
            Outcome gone = post(sender, receiver.address("/"));
            assertInstanceOf(Outcome.Never.class, gone);
            assertEquals(410, gone.status());
            status[0] = 302;
            int before = receiver.came().size();
            assertInstanceOf(Outcome.Later.class, post(sender, receiver.address("/")));
            assertEquals(before + 1, receiver.came().size(), "a redirect is not followed");
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    @Test
    void nothing_goes_into_our_own_house() throws IOException {
        Vertx vertx = Vertx.vertx();
        try (Receiver receiver = new Receiver(() -> 200)) {
            WebhookSender sender = new WebhookSender(vertx, false);
            assertInstanceOf(Outcome.Never.class, post(sender, receiver.address("/")), "no TLS");
            for (String inside : new String[] {"https://127.0.0.1/", "https://localhost/", "https://[::1]/"}) {
                Outcome outcome = post(sender, inside);
                assertTrue(
                        outcome instanceof Outcome.Later later
                                && later.problem().contains("open Internet"),
                        () -> inside + " " + outcome);
            }
            assertTrue(receiver.came().isEmpty());
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    private static Outcome post(WebhookSender sender, String url) {
        return sender.post(url, "msg_1", Instant.ofEpochSecond(1_796_025_600L), "v1,abc", "{\"type\":\"x\"}");
    }
}
