package io.lockward.lab;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The cable between the guest and the broker: a network device of the host, and a relay to the broker, which
/// listens on loopback only. A packet for a machine whose plug was pulled is never answered, as on a real cable.
/// Thread rule: any thread.
final class Tap implements AutoCloseable {
    private static final int FIRST_NET = 11;
    private static final int NETS = 200;

    private final String device;
    private final String prefix;
    private final ServerSocket listener;
    private final InetSocketAddress target;

    /// Needs root, because it makes a network device.
    ///
    /// @param brokerPort on loopback
    Tap(int brokerPort) {
        target = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), brokerPort);
        // By process id, so that two labs on one machine do not meet.
        long net = FIRST_NET + ProcessHandle.current().pid() % NETS;
        device = "lwlab" + net;
        prefix = "10.213." + net + ".";
        Workshop.run(List.of("ip", "tuntap", "add", device, "mode", "tap"));
        try {
            Workshop.run(List.of("ip", "addr", "add", host() + "/30", "dev", device));
            Workshop.run(List.of("ip", "link", "set", device, "up"));
            listener = new ServerSocket(0, 64, InetAddress.ofLiteral(host()));
        } catch (IOException e) {
            remove();
            throw new UncheckedIOException(e);
        } catch (AssertionError e) {
            remove();
            throw e;
        }
        Thread.ofVirtual().name("tap").start(this::accept);
    }

    String device() {
        return device;
    }

    /// The host's address, the guest's broker.
    String host() {
        return prefix + "1";
    }

    String guest() {
        return prefix + "2";
    }

    /// Whether some process still has the guest's end of the cable, as the kernel says; only one can have it. A
    /// machine that died may let go of it a moment later, and until then the next cannot be plugged in.
    boolean isTaken() {
        try {
            return Files.readString(Path.of("/sys/class/net", device, "carrier"))
                    .strip()
                    .equals("1");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Where the guest finds the broker, at [#host()].
    int port() {
        return listener.getLocalPort();
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException _) {
            // It goes with the device.
        }
        remove();
    }

    private void remove() {
        Workshop.run(List.of("ip", "link", "del", device));
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket bank = listener.accept();
                Thread.ofVirtual().name("cable").start(() -> carry(bank));
            } catch (IOException _) {
                // The listener was closed, or one caller left before it was let in.
            }
        }
    }

    private void carry(Socket bank) {
        try (bank;
                Socket broker = new Socket()) {
            broker.connect(target, 2_000);
            bank.setTcpNoDelay(true);
            broker.setTcpNoDelay(true);
            Thread back = Thread.ofVirtual().name("cable-back").start(() -> copy(broker, bank));
            copy(bank, broker);
            back.join();
        } catch (IOException _) {
            // One end is gone, and with it the other.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static void copy(Socket from, Socket to) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            in.transferTo(out);
        } catch (IOException _) {
            // Both ends are closed then.
        }
    }
}
