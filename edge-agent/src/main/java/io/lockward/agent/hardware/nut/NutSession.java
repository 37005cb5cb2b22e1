package io.lockward.agent.hardware.nut;

import io.lockward.agent.bank.power.UpsReading.LostReason;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/// One connection to upsd: opened, protected and logged in as the settings demand.
///
/// Thread rule: one caller at a time; [#cut()] from any thread.
final class NutSession implements AutoCloseable {
    /// No device in NUT's public dumps has more than 200 variables.
    static final int MOST_VARIABLES = 1_000;

    /// No device in NUT's public dumps has more than 100 instant commands.
    private static final int MOST_COMMANDS = 500;

    private final NutSettings settings;
    private final Socket plain;
    private NutLines lines;

    /// @param plain a fresh, unconnected socket; closed by [#close()]
    NutSession(NutSettings settings, Socket plain) {
        this.settings = settings;
        this.plain = plain;
        this.lines = new NutLines(InputStream.nullInputStream(), OutputStream.nullOutputStream());
    }

    void open() throws IOException, NutFault {
        int timeout = Math.toIntExact(settings.timeout().toMillis());
        InetSocketAddress address = new InetSocketAddress(settings.host(), settings.port());
        if (address.isUnresolved()) {
            throw new NutFault(LostReason.CONNECTION, "no address for host " + settings.host());
        }
        plain.connect(address, timeout);
        plain.setSoTimeout(timeout);
        plain.setTcpNoDelay(true);
        lines = new NutLines(plain.getInputStream(), plain.getOutputStream());
        NutTls tls = settings.tls();
        if (tls != null) {
            protect(tls);
        }
        NutLogin login = settings.login();
        if (login != null) {
            command("USERNAME " + NutWords.quote(login.user()));
            command("PASSWORD " + NutWords.quote(login.password()));
            command("LOGIN " + settings.ups());
        }
    }

    /// The value of one variable, or null when the device has none of this name.
    @Nullable
    String get(String variable) throws IOException, NutFault {
        lines.send("GET VAR " + settings.ups() + ' ' + variable);
        List<String> words = NutWords.of(lines.receive());
        if (words.size() == 2 && words.equals(List.of("ERR", "VAR-NOT-SUPPORTED"))) {
            return null;
        }
        if (words.size() != 4 || !words.subList(0, 3).equals(List.of("VAR", settings.ups(), variable))) {
            throw unexpected(words, "GET VAR");
        }
        return words.getLast();
    }

    /// Every variable of the device.
    Map<String, String> list() throws IOException, NutFault {
        lines.send("LIST VAR " + settings.ups());
        expect(List.of("BEGIN", "LIST", "VAR", settings.ups()), "LIST VAR");
        Map<String, String> variables = new TreeMap<>();
        while (true) {
            List<String> words = NutWords.of(lines.receive());
            if (words.equals(List.of("END", "LIST", "VAR", settings.ups()))) {
                return variables;
            }
            if (words.size() != 4 || !words.subList(0, 2).equals(List.of("VAR", settings.ups()))) {
                throw unexpected(words, "LIST VAR");
            }
            if (variables.size() == MOST_VARIABLES) {
                throw NutFault.protocol("upsd listed more than " + MOST_VARIABLES + " variables");
            }
            variables.put(words.get(2), words.get(3));
        }
    }

    /// The instant commands that the device offers.
    Set<String> commands() throws IOException, NutFault {
        lines.send("LIST CMD " + settings.ups());
        expect(List.of("BEGIN", "LIST", "CMD", settings.ups()), "LIST CMD");
        Set<String> commands = new TreeSet<>();
        while (true) {
            List<String> words = NutWords.of(lines.receive());
            if (words.equals(List.of("END", "LIST", "CMD", settings.ups()))) {
                return commands;
            }
            if (words.size() != 3 || !words.subList(0, 2).equals(List.of("CMD", settings.ups()))) {
                throw unexpected(words, "LIST CMD");
            }
            if (commands.size() == MOST_COMMANDS) {
                throw NutFault.protocol("upsd listed more than " + MOST_COMMANDS + " commands");
            }
            commands.add(words.get(2));
        }
    }

    /// Gives an instant command. That upsd took it does not say that the device did.
    void instruct(String command) throws IOException, NutFault {
        lines.send("INSTCMD " + settings.ups() + ' ' + command);
        expect(List.of("OK"), "INSTCMD " + command);
    }

    void renewBudget() {
        lines.renewBudget();
    }

    /// Breaks the connection off, also under a caller that is waiting for it.
    void cut() {
        try {
            plain.close();
        } catch (IOException e) {
            // A socket that cannot even be closed is as gone as one that can.
        }
    }

    @Override
    public void close() {
        cut();
    }

    private void protect(NutTls tls) throws IOException, NutFault {
        lines.send("STARTTLS");
        String answer = lines.receive();
        if (!answer.equals("OK STARTTLS")) {
            throw new NutFault(LostReason.TLS, "upsd refused STARTTLS: " + printable(answer));
        }
        if (lines.hasUnreadBytes()) {
            throw new NutFault(LostReason.TLS, "upsd went on in plain text after STARTTLS");
        }
        try {
            SSLSocket layered = (SSLSocket)
                    tls.context().getSocketFactory().createSocket(plain, settings.host(), settings.port(), true);
            layered.setUseClientMode(true);
            if (tls.checksHost()) {
                SSLParameters parameters = layered.getSSLParameters();
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
                layered.setSSLParameters(parameters);
            }
            layered.startHandshake();
            lines = new NutLines(layered.getInputStream(), layered.getOutputStream());
        } catch (SSLException e) {
            throw new NutFault(LostReason.TLS, "no TLS with upsd: " + printable(String.valueOf(e.getMessage())));
        }
    }

    private void command(String line) throws IOException, NutFault {
        lines.send(line);
        expect(List.of("OK"), line.substring(0, line.indexOf(' ')));
    }

    private void expect(List<String> expected, String question) throws IOException, NutFault {
        List<String> words = NutWords.of(lines.receive());
        if (!words.equals(expected)) {
            throw unexpected(words, question);
        }
    }

    private static NutFault unexpected(List<String> words, String question) {
        if (words.size() >= 2 && words.getFirst().equals("ERR")) {
            return NutFault.refused(printable(words.get(1)));
        }
        return NutFault.protocol("upsd answered " + question + " with " + printable(String.join(" ", words)));
    }

    /// At most 80 characters that can stand in a log.
    private static String printable(String text) {
        String cut = text.length() > 80 ? text.substring(0, 80) + "..." : text;
        return cut.replaceAll("[^\\x20-\\x7e]", "?");
    }
}
