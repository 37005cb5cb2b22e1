package io.lockward.cloud.notice;

import io.lockward.fleet.parcel.ParcelNews;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a recipient reads, in their language. Plain words, no HTML, nothing that tracks. Pure.
final class NoticeWords {
    /// What the words are about.
    ///
    /// @param place the bank's name
    /// @param site the building's name
    /// @param door such as `A07`
    /// @param code grouped by four for reading; `null` when none opens any more
    record Facts(
            String name,
            String place,
            String site,
            @Nullable String door,
            @Nullable String code) {}

    /// A letter.
    ///
    /// @param code the digits of the code that is in the text, to be drawn as well; `null` when none is
    record Letter(String subject, String text, @Nullable String code) {
        Letter(String subject, String text) {
            this(subject, text, null);
        }
    }

    private static final Map<String, String> GREETING =
            Map.of("en", "Hello %s,", "de", "Guten Tag %s,", "fr", "Bonjour %s,");

    private NoticeWords() {}

    /// @param language `en`, `de` or `fr`; any other reads English
    static Letter letter(ParcelNews.Kind kind, String language, Facts facts) {
        String known = GREETING.containsKey(language) ? language : "en";
        Letter letter = switch (known) {
            case "de" -> german(kind, facts);
            case "fr" -> french(kind, facts);
            default -> english(kind, facts);
        };
        String greeting = String.format(Locale.ROOT, GREETING.getOrDefault(known, "%s"), facts.name());
        String code = facts.code();
        return new Letter(
                letter.subject(),
                greeting + "\n\n" + letter.text() + "\n\n" + facts.place() + ", " + facts.site() + "\n",
                code != null && says(kind) ? code.replace(" ", "") : null);
    }

    /// Whether its letter says the code: while the code opens something.
    private static boolean says(ParcelNews.Kind kind) {
        return switch (kind) {
            case WAITING, REMINDER, OVERDUE, MOVED, DELAYED, OPENS_AGAIN, CODE_CHANGED -> true;
            case COLLECTED, RETURNED -> false;
        };
    }

    private static Letter english(ParcelNews.Kind kind, Facts facts) {
        String how = "Door: " + facts.door() + "\nCode: " + facts.code()
                + "\n\nType the code at the screen, or hold the picture below before its reader; the door opens by"
                + " itself. Please close it again when you have your parcel.";
        return switch (kind) {
            case WAITING -> new Letter("A parcel waits for you", "a parcel waits for you.\n\n" + how);
            case REMINDER -> new Letter("Your parcel still waits", "your parcel still waits for you.\n\n" + how);
            case OVERDUE ->
                new Letter(
                        "Your parcel will go back soon",
                        "your parcel has waited for a long time and will go back to the carrier soon.\n\n" + how);
            case MOVED ->
                new Letter(
                        "Your parcel is behind another door",
                        "your parcel is behind another door than we told you. The code is the same.\n\n" + how);
            case DELAYED ->
                new Letter(
                        "The door of your parcel is out of order",
                        "the door that your parcel is behind is out of order and somebody will see to it. Your parcel is safe"
                                + " inside and your code stays the same.\n\n" + how);
            case OPENS_AGAIN ->
                new Letter(
                        "The door of your parcel works again",
                        "the door that your parcel is behind did not work, and now it does. Your code is the same.\n\n"
                                + how);
            case CODE_CHANGED ->
                new Letter(
                        "A new code for your parcel",
                        "there is a new code for your parcel. The one before opens nothing any more.\n\n" + how);
            case COLLECTED ->
                new Letter(
                        "Your parcel was collected",
                        "your parcel was collected. If that was not you or somebody you asked, please tell the building's"
                                + " contact at once.");
            case RETURNED -> new Letter("Your parcel went back", "your parcel went back to the carrier.");
        };
    }

    private static Letter german(ParcelNews.Kind kind, Facts facts) {
        String how = "Fach: " + facts.door() + "\nCode: " + facts.code()
                + "\n\nGeben Sie den Code am Bildschirm ein oder halten Sie das Bild unten vor seinen Leser; die Tür"
                + " öffnet sich von selbst. Bitte schließen Sie sie wieder, wenn Sie Ihr Paket haben.";
        return switch (kind) {
            case WAITING -> new Letter("Ein Paket wartet auf Sie", "ein Paket wartet auf Sie.\n\n" + how);
            case REMINDER -> new Letter("Ihr Paket wartet noch", "Ihr Paket wartet noch auf Sie.\n\n" + how);
            case OVERDUE ->
                new Letter(
                        "Ihr Paket geht bald zurück",
                        "Ihr Paket wartet schon lange und geht bald an den Zusteller zurück.\n\n" + how);
            case MOVED ->
                new Letter(
                        "Ihr Paket liegt in einem anderen Fach",
                        "Ihr Paket liegt in einem anderen Fach, als wir Ihnen gesagt haben. Der Code ist derselbe.\n\n"
                                + how);
            case DELAYED ->
                new Letter(
                        "Das Fach Ihres Pakets ist gestört",
                        "die Tür vor Ihrem Paket ist gestört, und jemand kümmert sich darum. Ihr Paket liegt sicher darin, und"
                                + " Ihr Code bleibt derselbe.\n\n" + how);
            case OPENS_AGAIN ->
                new Letter(
                        "Das Fach Ihres Pakets funktioniert wieder",
                        "die Tür vor Ihrem Paket ging nicht auf und funktioniert jetzt wieder. Ihr Code ist derselbe.\n\n"
                                + how);
            case CODE_CHANGED ->
                new Letter(
                        "Ein neuer Code für Ihr Paket",
                        "für Ihr Paket gibt es einen neuen Code. Der alte öffnet nichts mehr.\n\n" + how);
            case COLLECTED ->
                new Letter(
                        "Ihr Paket wurde abgeholt",
                        "Ihr Paket wurde abgeholt. Waren das weder Sie noch jemand in Ihrem Auftrag, sagen Sie bitte gleich der"
                                + " Hausverwaltung Bescheid.");
            case RETURNED -> new Letter("Ihr Paket ging zurück", "Ihr Paket ging an den Zusteller zurück.");
        };
    }

    private static Letter french(ParcelNews.Kind kind, Facts facts) {
        String how = "Casier : " + facts.door() + "\nCode : " + facts.code()
                + "\n\nTapez le code à l'écran ou présentez l'image ci-dessous à son lecteur ; la porte s'ouvre"
                + " toute seule. Merci de la refermer quand vous avez votre colis.";
        return switch (kind) {
            case WAITING -> new Letter("Un colis vous attend", "un colis vous attend.\n\n" + how);
            case REMINDER -> new Letter("Votre colis attend toujours", "votre colis vous attend toujours.\n\n" + how);
            case OVERDUE ->
                new Letter(
                        "Votre colis repartira bientôt",
                        "votre colis attend depuis longtemps et repartira bientôt chez le transporteur.\n\n" + how);
            case MOVED ->
                new Letter(
                        "Votre colis est dans un autre casier",
                        "votre colis est dans un autre casier que celui annoncé. Le code reste le même.\n\n" + how);
            case DELAYED ->
                new Letter(
                        "Le casier de votre colis est en panne",
                        "la porte de votre casier est en panne et quelqu'un va s'en occuper. Votre colis y est en sécurité et"
                                + " votre code reste le même.\n\n" + how);
            case OPENS_AGAIN ->
                new Letter(
                        "Le casier de votre colis fonctionne à nouveau",
                        "la porte de votre casier ne s'ouvrait pas et fonctionne à nouveau. Votre code reste le même.\n\n"
                                + how);
            case CODE_CHANGED ->
                new Letter(
                        "Un nouveau code pour votre colis",
                        "il y a un nouveau code pour votre colis. L'ancien n'ouvre plus rien.\n\n" + how);
            case COLLECTED ->
                new Letter(
                        "Votre colis a été retiré",
                        "votre colis a été retiré. Si ce n'était ni vous ni une personne de votre part, prévenez tout de suite"
                                + " le contact de l'immeuble.");
            case RETURNED -> new Letter("Votre colis est reparti", "votre colis est reparti chez le transporteur.");
        };
    }
}
