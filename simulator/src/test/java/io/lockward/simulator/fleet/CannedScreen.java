package io.lockward.simulator.fleet;

import io.lockward.agent.bank.parcel.KioskAnswer;
import io.lockward.agent.bank.parcel.KioskDesk;
import io.lockward.agent.bank.parcel.KioskRequest;
import io.lockward.agent.bank.parcel.KioskView;
import io.lockward.agent.bank.parcel.KioskView.Step;
import io.lockward.agent.bank.parcel.Movement;
import io.lockward.agent.bank.parcel.Session;
import io.lockward.agent.bank.sensing.Calibration;
import io.lockward.agent.bank.sensing.Calibration.Failure;
import io.lockward.agent.bank.sensing.Calibration.Progress;
import io.lockward.agent.bank.sensing.SensorChannel;
import io.lockward.agent.hardware.kiosk.Face;
import io.lockward.agent.hardware.kiosk.KioskPage;
import io.lockward.agent.hardware.kiosk.KioskServer;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.ParcelId;
import io.lockward.protocol.entry.SensorScale;
import io.lockward.protocol.parcel.Size;
import java.io.IOException;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The screen's page over views that a test chooses: what a real bank shows only after minutes of measuring.
final class CannedScreen implements AutoCloseable {
    private static final CompartmentId A02 = new CompartmentId("A02");
    static final String LABEL = "TRK-9";
    private static final ParcelId PARCEL = new ParcelId(new UUID(0x7000L, Long.MIN_VALUE));
    private static final List<SensorScale> SCALES = List.of(
            new SensorScale("load-cell", 1_234.5, 9.1, 1, 0.6, 0.4, 9.3, true),
            new SensorScale("distance", 300, -9.7, 2, 1, 1, 0.4, false));

    enum Scene {
        CALIBRATE_CHOICE,
        CALIBRATE_SHEETS,
        CALIBRATE_DONE,
        CALIBRATE_FAILED,
        TOOK_ALL,
        LEFT_BEHIND,
        NOT_OPENED,
        CHECKING,
        DELIVERED,
        COURIER;

        /// What is on the page when it is shown.
        String selector() {
            return switch (this) {
                case CALIBRATE_CHOICE -> "[data-key=calibrate-A02]";
                case CALIBRATE_SHEETS -> "[data-key=ready]";
                case CALIBRATE_DONE -> "[data-key=keep]";
                case CALIBRATE_FAILED -> "[data-key=again]";
                case TOOK_ALL -> "[data-key=left-some]";
                case LEFT_BEHIND -> "[data-key=not-here]";
                case NOT_OPENED -> "[data-key=next]";
                case CHECKING -> "#stage .door";
                case DELIVERED -> "[data-key=next]";
                case COURIER -> "[data-key=letter-A]";
            };
        }

        private Step step() {
            return switch (this) {
                case CALIBRATE_CHOICE ->
                    new Step.Installing(List.of(
                            new KioskView.Fitted(new CompartmentId("A01"), false, List.of()),
                            new KioskView.Fitted(A02, true, SCALES),
                            new KioskView.Fitted(new CompartmentId("B01"), true, List.of())));
                case CALIBRATE_SHEETS ->
                    new Step.Calibrating(A02, true, new Progress.Asking(Calibration.Step.TWO_SHEETS));
                case CALIBRATE_DONE -> new Step.Calibrating(A02, false, new Progress.Done(SCALES, List.of()));
                case CALIBRATE_FAILED ->
                    new Step.Calibrating(
                            A02,
                            false,
                            new Progress.Failed(new Failure(Failure.Why.LOOSE, SensorChannel.LOAD_CELL, "")));
                case TOOK_ALL ->
                    new Step.Ended(Movement.Kind.PICKUP, PARCEL, A02, "undecided", A02, null, 100, true, null, false);
                case LEFT_BEHIND ->
                    new Step.Ended(
                            Movement.Kind.PICKUP, PARCEL, A02, "left-behind", A02, "K7-412", 100, false, null, false);
                case NOT_OPENED ->
                    new Step.Ended(
                            Movement.Kind.DEPOSIT,
                            PARCEL,
                            A02,
                            "not-opened",
                            A02,
                            "K7-412",
                            0,
                            false,
                            Session.Instead.ANOTHER,
                            false);
                case CHECKING -> new Step.Deciding(Movement.Kind.DEPOSIT, PARCEL, A02, null);
                case DELIVERED ->
                    new Step.Ended(Movement.Kind.DEPOSIT, PARCEL, A02, "verified", A02, null, 0, false, null, false);
                case COURIER -> new Step.Ready();
            };
        }

        /// Two go back with the courier.
        private List<KioskView.Waiting> waiting() {
            return this == COURIER
                    ? List.of(
                            new KioskView.Waiting(PARCEL, A02, "4B", 0),
                            new KioskView.Waiting(
                                    new ParcelId(new UUID(0x7001L, Long.MIN_VALUE)), new CompartmentId("B01"), null, 0))
                    : List.of();
        }

        private @Nullable String label() {
            return this == TOOK_ALL || this == LEFT_BEHIND ? null : "Locker service";
        }
    }

    private final Desk desk = new Desk();
    private final KioskServer server;

    CannedScreen() throws IOException {
        server = KioskServer.open(
                0,
                new KioskPage(new Face(KioskWorld.BANK, "Harbour Point lobby", null, Face.LANGUAGES), desk).routes());
    }

    String url() {
        return "http://127.0.0.1:" + server.port() + "/";
    }

    void show(Scene scene) {
        desk.show(view(scene));
    }

    /// Nobody stands there any more, as after a restart.
    void showNobody() {
        desk.show(view(null));
    }

    /// What was entered as a code, oldest first.
    List<String> entered() {
        return desk.entered;
    }

    /// What was asked to be put in, oldest first.
    List<KioskRequest.Deposit> deposits() {
        return desk.deposits;
    }

    private static KioskView view(@Nullable Scene scene) {
        List<KioskView.Door> doors = List.of(
                new KioskView.Door(new CompartmentId("A01"), Size.SMALL, true, false),
                new KioskView.Door(A02, Size.MEDIUM, true, false),
                new KioskView.Door(new CompartmentId("B01"), Size.LARGE, true, false));
        return new KioskView(
                new KioskView.Around(false, true, false, 0, new TreeMap<>(), doors),
                scene == null
                        ? null
                        : new KioskView.Visitor("s-1", scene.label(), scene.step(), scene.waiting(), List.of(), null));
    }

    @Override
    public void close() {
        server.close();
    }

    private static final class Desk implements KioskDesk {
        private final List<KioskRequest.Deposit> deposits = new CopyOnWriteArrayList<>();
        private final List<String> entered = new CopyOnWriteArrayList<>();
        private volatile KioskView shown = CannedScreen.view(null);
        private volatile Consumer<KioskView> listener = _ -> {};

        void show(KioskView view) {
            shown = view;
            listener.accept(view);
        }

        @Override
        public void enter(@Nullable String session, String text, Consumer<KioskAnswer> answer) {
            entered.add(text);
            answer.accept(new KioskAnswer.Yes("s-1"));
        }

        @Override
        public void ask(KioskRequest request, Consumer<KioskAnswer> answer) {
            if (request instanceof KioskRequest.Deposit deposit) {
                deposits.add(deposit);
            }
            answer.accept(answer(request));
        }

        /// One parcel is announced; no door is free, but it may lie beside another one.
        private static KioskAnswer answer(KioskRequest request) {
            if (request instanceof KioskRequest.FindDelivery) {
                return new KioskAnswer.Deliveries(List.of(new KioskAnswer.Delivery(
                        PARCEL, "4B", LABEL, Size.SMALL, null, false, false, A02, new TreeMap<>())));
            }
            if (request instanceof KioskRequest.FindRecipient) {
                return new KioskAnswer.Recipients(List.of());
            }
            boolean full = request instanceof KioskRequest.Deposit deposit && !deposit.together();
            return full ? new KioskAnswer.No(KioskAnswer.Why.NO_ROOM, null, "K7-413") : new KioskAnswer.Yes("s-1");
        }

        @Override
        public KioskView view() {
            return shown;
        }

        @Override
        public void listen(Consumer<KioskView> changed) {
            listener = changed;
        }
    }
}
