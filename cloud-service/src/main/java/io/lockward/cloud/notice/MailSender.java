package io.lockward.cloud.notice;

import jakarta.inject.Singleton;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.InternetHeaders;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/// Sends letters over SMTP, each over a connection of its own. Any thread; blocks, at most for its patience.
@Singleton
final class MailSender {
    private static final String PATIENCE_MILLIS = "10000";

    private final @Nullable String host;
    private final int port;
    private final Optional<String> username;
    private final Optional<String> passwordFile;
    private final String from;
    private final String security;

    MailSender(
            @ConfigProperty(name = "lockward.mail.host") Optional<String> host,
            @ConfigProperty(name = "lockward.mail.port", defaultValue = "587") int port,
            @ConfigProperty(name = "lockward.mail.username") Optional<String> username,
            @ConfigProperty(name = "lockward.mail.password-file") Optional<String> passwordFile,
            @ConfigProperty(name = "lockward.mail.from", defaultValue = "parcels@localhost") String from,
            @ConfigProperty(name = "lockward.mail.security", defaultValue = "starttls") String security) {
        if (!security.matches("starttls|tls|none")) {
            throw new IllegalArgumentException("lockward.mail.security is starttls, tls or none");
        }
        this.host = host.orElse(null);
        this.port = port;
        this.username = username;
        this.passwordFile = passwordFile;
        this.from = from;
        this.security = security;
    }

    boolean isConfigured() {
        return host != null;
    }

    /// @param id gives the letter the same Message-ID each time it is sent
    Outcome send(UUID id, String to, NoticeWords.Letter letter, Instant now) {
        String server = host;
        if (server == null) {
            return Outcome.never("No mail server is configured (lockward.mail.host).");
        }
        try {
            Session session = Session.getInstance(properties(server));
            InternetAddress sender = new InternetAddress(from, true);
            String domain = sender.getAddress().substring(sender.getAddress().lastIndexOf('@') + 1);
            MimeMessage message = new Signed(session, "<" + id + "@" + domain + ">");
            message.setFrom(sender);
            message.setRecipient(Message.RecipientType.TO, new InternetAddress(to, true));
            message.setSubject(letter.subject(), StandardCharsets.UTF_8.name());
            fill(message, letter);
            message.setSentDate(Date.from(now));
            message.setHeader("Auto-Submitted", "auto-generated"); // RFC 3834: nobody's absence note answers it
            message.saveChanges();
            if (username.isPresent()) {
                Transport.send(message, username.get(), password());
            } else {
                Transport.send(message);
            }
            return Outcome.taken();
        } catch (AddressException _) {
            return Outcome.never("The address cannot be written to.");
        } catch (MessagingException e) {
            return isFinal(e)
                    ? Outcome.never("The mail server refuses it: " + e.getMessage())
                    : Outcome.later("The mail server did not take it: " + e.getMessage());
        } catch (IOException _) {
            return Outcome.later("The file lockward.mail.password-file cannot be read.");
        }
    }

    /// The text, and below it the code as a picture where the text has one.
    private static void fill(MimeMessage message, NoticeWords.Letter letter) throws MessagingException {
        String code = letter.code();
        if (code == null) {
            message.setText(letter.text(), StandardCharsets.UTF_8.name());
            return;
        }
        MimeBodyPart text = new MimeBodyPart();
        text.setText(letter.text(), StandardCharsets.UTF_8.name());
        InternetHeaders headers = new InternetHeaders();
        headers.addHeader("Content-Type", "image/png; name=pickup-code.png");
        headers.addHeader("Content-Disposition", "inline; filename=pickup-code.png");
        headers.addHeader("Content-Transfer-Encoding", "base64");
        MimeBodyPart picture = new MimeBodyPart(headers, Base64.getMimeEncoder().encode(CodePicture.png(code)));
        message.setContent(new MimeMultipart("mixed", text, picture));
    }

    /// A reply of 5xx is meant for ever (RFC 5321, section 4.2.1).
    private static boolean isFinal(MessagingException e) {
        for (Throwable one = e;
                one != null;
                one = one instanceof MessagingException mail ? mail.getNextException() : null) {
            int code = switch (one) {
                case SMTPAddressFailedException address -> address.getReturnCode();
                case SMTPSendFailedException sent -> sent.getReturnCode();
                default -> 0;
            };
            if (code >= 500 && code < 600) {
                return true;
            }
        }
        return false;
    }

    private String password() throws IOException {
        return passwordFile.isEmpty()
                ? ""
                : Files.readString(Path.of(passwordFile.get())).strip();
    }

    private Properties properties(String server) {
        Properties properties = new Properties();
        properties.put("mail.transport.protocol", "smtp");
        properties.put("mail.smtp.host", server);
        properties.put("mail.smtp.port", Integer.toString(port));
        properties.put("mail.smtp.auth", Boolean.toString(username.isPresent()));
        properties.put("mail.smtp.connectiontimeout", PATIENCE_MILLIS);
        properties.put("mail.smtp.timeout", PATIENCE_MILLIS);
        properties.put("mail.smtp.writetimeout", PATIENCE_MILLIS);
        properties.put("mail.smtp.ssl.enable", Boolean.toString(security.equals("tls")));
        properties.put("mail.smtp.ssl.checkserveridentity", "true");
        properties.put("mail.smtp.starttls.enable", Boolean.toString(security.equals("starttls")));
        properties.put("mail.smtp.starttls.required", Boolean.toString(security.equals("starttls")));
        return properties;
    }

    /// Keeps the Message-ID it was given, where the library would make a new one each time.
    private static final class Signed extends MimeMessage {
        private final String id;

        Signed(Session session, String id) {
            super(session);
            this.id = id;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", id);
        }
    }
}
