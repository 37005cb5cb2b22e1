package io.lockward.broker;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// A client without manners: says on the wire what a good library would refuse to say.
final class RawMqtt implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 10_000;

    private final Socket socket;
    private final DataInputStream in;

    /// A packet from the broker.
    ///
    /// @param type MQTT packet type, 2 CONNACK, 4 PUBACK, 14 DISCONNECT
    /// @param reason its reason code, 0 when it has none
    record Packet(int type, int reason) {
        static Packet of(int type, byte[] body) {
            int at = switch (type) {
                case 2 -> 1;
                case 4 -> 2;
                default -> 0;
            };
            return new Packet(type, body.length > at ? body[at] & 0xFF : 0);
        }
    }

    RawMqtt(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(PATIENCE_MILLIS);
        in = new DataInputStream(socket.getInputStream());
    }

    /// @param version 4 for MQTT 3.1.1, 5 for MQTT 5
    Packet connect(int version, String clientId, String name, String password) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(body);
        out.writeUTF("MQTT");
        out.writeByte(version);
        out.writeByte(0b1100_0010);
        out.writeShort(60);
        if (version == 5) {
            out.writeByte(0);
        }
        out.writeUTF(clientId);
        out.writeUTF(name);
        out.writeUTF(password);
        send(0x10, body.toByteArray());
        return read();
    }

    Packet publish(String topic, int qos, boolean retain, int bytes) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(body);
        out.writeUTF(topic);
        if (qos > 0) {
            out.writeShort(1);
        }
        out.writeByte(0);
        out.write("x".repeat(bytes).getBytes(StandardCharsets.UTF_8));
        send(0x30 | (qos << 1) | (retain ? 1 : 0), body.toByteArray());
        return read();
    }

    /// Bytes as they are.
    Packet say(byte... bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        return read();
    }

    private void send(int header, byte[] body) throws IOException {
        ByteArrayOutputStream packet = new ByteArrayOutputStream();
        packet.write(header);
        int length = body.length;
        do {
            packet.write(length > 127 ? (length & 127) | 128 : length);
            length >>= 7;
        } while (length > 0);
        packet.writeBytes(body);
        socket.getOutputStream().write(packet.toByteArray());
    }

    private Packet read() throws IOException {
        int header = in.readUnsignedByte();
        int length = 0;
        for (int shift = 0; ; shift += 7) {
            int digit = in.readUnsignedByte();
            length |= (digit & 127) << shift;
            if (digit < 128) {
                break;
            }
        }
        return Packet.of(header >> 4, in.readNBytes(length));
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
