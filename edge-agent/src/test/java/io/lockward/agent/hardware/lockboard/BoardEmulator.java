package io.lockward.agent.hardware.lockboard;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/// Lock boards at the other end of a pty: they count every pulse they give, move the doors, and can misbehave. Written
/// from the protocols' sources and not from the codecs under test.
public final class BoardEmulator implements AutoCloseable {
    /// What goes wrong with one request.
    enum Fault {
        NONE,
        /// The board never hears it.
        LOSE_REQUEST,
        /// The board acts and its answer is lost.
        LOSE_ANSWER,
        /// One bit of the answer is flipped.
        CORRUPT_ANSWER,
        /// Only the first half of the answer comes.
        TRUNCATE_ANSWER,
        /// Another board's address is in the answer.
        WRONG_ADDRESS,
        /// The answer comes when nobody waits for it any more.
        SLOW,
        /// Bytes without meaning come before the answer.
        NOISE,
        /// The board restarts in the middle of its answer: half a frame, then silence for a while.
        REBOOT,
        /// WKLY: the board tells of a change unasked, and only then answers.
        NEWS_FIRST,
        /// WKLY: the same, and what it tells is cut off.
        TORN_NEWS_FIRST,
        /// WKLY: the board tells of a change unasked and never answers.
        ONLY_NEWS,
        /// WKLY: the board acts and repeats the order for an answer.
        REPEAT_ORDER,
        /// WKLY: the board acts and answers as if it had been asked how it is.
        SAY_STATUS,
        /// WKLY: the board does nothing and says that it failed.
        SAY_FAILED,
        /// WKLY: the board acts and says that it failed.
        ACT_AND_SAY_FAILED;

        boolean fits(BoardFamily family) {
            return family == BoardFamily.WKLY || compareTo(REBOOT) <= 0;
        }
    }

    static final int SLOW_MILLIS = 600;
    private static final int REBOOT_MILLIS = 400;

    /// One request as a board reads it.
    record Asked(int board, int channel, boolean opens, int size) {}

    /// The contacts of one board: true is closed.
    static final class Board {
        final boolean[] contacts = new boolean[49];
        /// Contacts of which a WKLY board says that it cannot tell.
        final boolean[] untold = new boolean[49];
        final boolean[] items = new boolean[49];
        final int[] pulses = new int[49];
        /// Doors that do not move.
        final boolean[] jammed = new boolean[49];
        long deafUntil;

        Board() {
            Arrays.fill(contacts, true);
        }
    }

    private final BoardFamily family;
    private final Pty pty;
    private final Map<Integer, Board> boards = new HashMap<>();
    private final ArrayDeque<Fault> questionFaults = new ArrayDeque<>();
    private final ArrayDeque<Fault> orderFaults = new ArrayDeque<>();
    private final List<String> heard = new ArrayList<>();
    private final Thread thread;
    private boolean echoes;
    private boolean silentToOrders;
    private int wklyChannels = 24;
    private volatile boolean closed;

    public BoardEmulator(BoardFamily family, Pty pty, Integer... addresses) {
        this.family = family;
        this.pty = pty;
        for (Integer address : addresses) {
            boards.put(address, new Board());
        }
        this.thread = Thread.ofPlatform().daemon().name("board-emulator").start(this::run);
    }

    /// The adapter hears its own words.
    synchronized BoardEmulator echoing() {
        echoes = true;
        return this;
    }

    /// Orders are carried out and never answered, as some boards are said to do.
    synchronized BoardEmulator silentToOrders() {
        silentToOrders = true;
        return this;
    }

    /// How many channels a WKLY board says that it has.
    synchronized BoardEmulator telling(int channels) {
        wklyChannels = channels;
        return this;
    }

    synchronized void untold(int board, int channel, boolean cannotTell) {
        board(board).untold[channel] = cannotTell;
    }

    synchronized void failQuestions(Fault... faults) {
        questionFaults.addAll(List.of(faults));
    }

    synchronized void failOrders(Fault... faults) {
        orderFaults.addAll(List.of(faults));
    }

    /// A WKLY board tells of it at once, unasked.
    public synchronized void contact(int board, int channel, boolean closedNow) {
        board(board).contacts[channel] = closedNow;
        if (family == BoardFamily.WKLY) {
            news(board, channel, closedNow);
        }
    }

    synchronized void news(int board, int channel, boolean closedNow) {
        byte[] news = WklyEmulation.news(board, channel, closedNow);
        try {
            pty.write(news, news.length);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    synchronized void jam(int board, int channel, boolean jammed) {
        board(board).jammed[channel] = jammed;
    }

    synchronized void item(int board, int channel, boolean inside) {
        board(board).items[channel] = inside;
    }

    /// How often this lock's coil was driven: what really happened.
    public synchronized int pulses(int board, int channel) {
        return board(board).pulses[channel];
    }

    synchronized void remove(int board) {
        boards.remove(board);
    }

    synchronized void add(int board) {
        boards.put(board, new Board());
    }

    /// Requests in the order they came, such as `open 1/5`.
    public synchronized List<String> heard() {
        return List.copyOf(heard);
    }

    void noise(int... bytes) throws IOException {
        byte[] noise = BoardCodec.bytes(bytes);
        pty.write(noise, noise.length);
    }

    private Board board(int address) {
        Board board = boards.get(address);
        if (board == null) {
            throw new AssertionError("no board " + address);
        }
        return board;
    }

    private void run() {
        byte[] chunk = new byte[64];
        byte[] pending = new byte[256];
        int length = 0;
        try {
            while (!closed) {
                int count = pty.read(chunk, 20);
                if (count > 0) {
                    synchronized (this) {
                        if (echoes) {
                            pty.write(Arrays.copyOf(chunk, count), count);
                        }
                    }
                }
                System.arraycopy(chunk, 0, pending, length, count);
                length += count;
                int used = 0;
                while (used < length) {
                    Asked asked = read(pending, used, length);
                    if (asked == null) {
                        break;
                    }
                    used += asked.size();
                    if (asked.board() >= 0) {
                        answer(asked);
                    }
                }
                System.arraycopy(pending, used, pending, 0, length - used);
                length -= used;
            }
        } catch (IOException | InterruptedException e) {
            // The cable was pulled.
            closed = true;
        }
    }

    /// @return `null` when more bytes are needed; a board of -1 for a byte to skip
    private @org.jspecify.annotations.Nullable Asked read(byte[] bytes, int from, int to) {
        if (family == BoardFamily.WKLY) {
            return WklyEmulation.read(bytes, from, to);
        }
        int size = family == BoardFamily.CU48 ? 6 : 5;
        int head = bytes[from] & 0xff;
        boolean begins = family == BoardFamily.YH ? head == 0x8a || head == 0x80 : head == 0x02;
        if (!begins) {
            return new Asked(-1, 0, false, 1);
        }
        if (to - from < size) {
            return null;
        }
        int check = 0;
        for (int i = 0; i < size - 1; i++) {
            int value = bytes[from + i] & 0xff;
            check = family == BoardFamily.YH ? (check ^ value) : ((check + value) & 0xff);
        }
        if (check != (bytes[from + size - 1] & 0xff)) {
            return new Asked(-1, 0, false, 1);
        }
        int second = bytes[from + 1] & 0xff;
        int third = bytes[from + 2] & 0xff;
        return switch (family) {
            case YH -> new Asked(second, third, head == 0x8a, size);
            case CU16 -> new Asked(second >> 4, (second & 15) + 1, third == 0x31, size);
            case CU48 -> new Asked(second, third + 1, (bytes[from + 3] & 0xff) == 0x61, size);
            case WKLY -> throw new AssertionError("read elsewhere");
        };
    }

    private void answer(Asked asked) throws IOException, InterruptedException {
        byte[] answer;
        Fault fault;
        boolean moved = false;
        synchronized (this) {
            heard.add((asked.opens() ? "open " : "ask ") + asked.board() + "/" + asked.channel());
            Board board = boards.get(asked.board());
            if (board == null || System.currentTimeMillis() < board.deafUntil) {
                return;
            }
            Fault planned = (asked.opens() ? orderFaults : questionFaults).poll();
            fault = planned == null ? Fault.NONE : planned;
            if (fault == Fault.LOSE_REQUEST) {
                return;
            }
            if (asked.opens() && fault != Fault.SAY_FAILED) {
                board.pulses[asked.channel()]++;
                if (!board.jammed[asked.channel()]) {
                    moved = board.contacts[asked.channel()];
                    board.contacts[asked.channel()] = false;
                }
            }
            if (fault == Fault.LOSE_ANSWER || (asked.opens() && silentToOrders)) {
                return;
            }
            answer = frame(asked, board, fault == Fault.WRONG_ADDRESS ? asked.board() + 1 : asked.board());
            if (fault == Fault.SAY_STATUS) {
                answer = frame(new Asked(asked.board(), 0, false, 0), board, asked.board());
            } else if (family == BoardFamily.WKLY) {
                answer = WklyEmulation.spoilt(fault, asked, answer);
            }
            if (fault == Fault.REBOOT) {
                board.deafUntil = System.currentTimeMillis() + REBOOT_MILLIS;
            }
        }
        switch (fault) {
            case CORRUPT_ANSWER -> {
                int bit = ThreadLocalRandom.current().nextInt(answer.length * 8);
                answer[bit / 8] ^= (byte) (1 << (bit % 8));
            }
            case TRUNCATE_ANSWER, REBOOT -> answer = Arrays.copyOf(answer, answer.length / 2);
            case SLOW -> Thread.sleep(SLOW_MILLIS);
            case NOISE -> noise(0x8a, 0x02, 0xff, 0x00, 0x80);
            case NONE,
                    WRONG_ADDRESS,
                    LOSE_REQUEST,
                    LOSE_ANSWER,
                    NEWS_FIRST,
                    TORN_NEWS_FIRST,
                    ONLY_NEWS,
                    REPEAT_ORDER,
                    SAY_STATUS,
                    SAY_FAILED,
                    ACT_AND_SAY_FAILED -> {}
        }
        pty.write(answer, answer.length);
        if (moved && family == BoardFamily.WKLY) {
            news(asked.board(), asked.channel(), false);
        }
    }

    private byte[] frame(Asked asked, Board board, int address) {
        return switch (family) {
            case YH -> {
                if (asked.opens()) {
                    int state = board.contacts[asked.channel()] ? 0x11 : 0;
                    yield xored(0x8a, address, asked.channel(), state);
                }
                int bits = (int) bits(board.contacts, 24);
                yield xored(0x80, address, (bits >> 16) & 255, (bits >> 8) & 255, bits & 255, 0x33);
            }
            case CU16 -> {
                int hooks = (int) bits(board.contacts, 16);
                int items = (int) bits(board.items, 16);
                int second = (address << 4) | (asked.channel() - 1);
                yield summed(0x02, second, 0x35, hooks & 255, hooks >> 8, items & 255, items >> 8, 0x03);
            }
            case CU48 -> {
                if (asked.opens()) {
                    yield summed(0x02, address, asked.channel() - 1, 0x75, 0);
                }
                long hooks = bits(board.contacts, 48);
                int[] values = new int[11];
                values[0] = 0x02;
                values[1] = address;
                values[3] = 0x75;
                values[4] = 6;
                for (int i = 0; i < 6; i++) {
                    values[5 + i] = (int) ((hooks >> (8 * i)) & 255);
                }
                yield summed(values);
            }
            case WKLY -> WklyEmulation.answer(board, wklyChannels, asked, address);
        };
    }

    private static long bits(boolean[] values, int count) {
        long bits = 0;
        for (int i = 1; i <= count; i++) {
            bits |= values[i] ? 1L << (i - 1) : 0;
        }
        return bits;
    }

    private static byte[] summed(int... values) {
        return with(values, Arrays.stream(values).sum());
    }

    static byte[] xored(int... values) {
        return with(values, Arrays.stream(values).reduce(0, (one, other) -> one ^ other));
    }

    private static byte[] with(int[] values, int check) {
        byte[] frame = new byte[values.length + 1];
        for (int i = 0; i < values.length; i++) {
            frame[i] = (byte) values[i];
        }
        frame[values.length] = (byte) check;
        return frame;
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        pty.close();
    }
}
